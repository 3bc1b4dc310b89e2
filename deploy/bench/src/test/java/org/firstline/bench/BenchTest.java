package org.firstline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void each_picture_that_is_written_is_shown_in_the_report_and_no_other(@TempDir Path directory) throws IOException {
        Path out = directory.resolve("not/there/yet");
        List<Section> all = List.of(
                ReportTest.flow(),
                ReportTest.log(),
                ReportTest.history("intake: update contact"),
                DeadlinesReportTest.report(),
                ReportTest.intake());

        Bench.keep(out, ReportTest.HEAD, all);

        assertThat(pictures(Files.readString(out.resolve("bench.md"))))
                .containsExactly(
                        "flows.svg",
                        "latency.svg",
                        "log.svg",
                        "log-latency.svg",
                        "history.svg",
                        "history-latency.svg",
                        "deadlines-burst.svg",
                        "deadlines-lateness.svg",
                        "deadlines-probe.svg",
                        "intake-latency.svg")
                .containsExactlyInAnyOrderElementsOf(written(out));
    }

    @Test
    void a_picture_stands_in_the_section_that_it_belongs_to() {
        String report = Bench.markdown(ReportTest.HEAD, List.of(ReportTest.log(), ReportTest.intake()));

        String intake = report.substring(report.indexOf("Intake alone"));
        assertThat(pictures(intake)).containsExactly("intake-latency.svg");
        assertThat(intake)
                .endsWith("\n\n![Call event to its answer over HTTP, 16 requests under way. Upwards: % that took no"
                        + " longer; to the right: time in ms; lines: within](intake-latency.svg)\n");
    }

    @Test
    void a_section_without_pictures_shows_none() {
        NotMeasured section = new NotMeasured("history", "There is no room.");

        assertThat(section.illustrated()).isEqualTo(section.markdown());
    }

    private static List<String> pictures(String markdown) {
        return Pattern.compile("^!\\[[^\\]]+]\\(([^)]+)\\)$", Pattern.MULTILINE)
                .matcher(markdown)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<String> written(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".svg"))
                    .toList();
        }
    }
}
