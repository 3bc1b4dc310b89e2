package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {

    @Test
    void the_options_of_all_workloads_go_together() {
        CommandLine bench = new CommandLine(new Bench());

        bench.parseArgs(
                "--workload FLOW,LOG,HISTORY,DEADLINES,INTAKE --runs 1 --cases 10 --calls 10 --no-peer --pending 9 --history 10"
                        .split(" "));

        assertThat(bench.getUsageMessage())
                .contains("FLOW", "LOG", "HISTORY", "DEADLINES", "INTAKE")
                .contains(
                        "--warm-up", "--cases", "--calls", "--peer-seconds", "--burst", "--history", "--log", "--data");
    }
}
