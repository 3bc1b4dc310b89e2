package org.firstline.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time used so far, per named process with its children. */
record ProcessorTime(Map<String, Duration> byName) {

    /** Of these processes now; one that is gone counts as zero. */
    static ProcessorTime of(Map<String, Long> pids) {
        Map<String, Duration> times = new LinkedHashMap<>();
        pids.forEach((name, pid) -> times.put(
                name,
                ProcessHandle.of(pid).stream()
                        // The suite's processes are children of the load's and are counted by their own names.
                        .flatMap(handle -> handle.equals(ProcessHandle.current())
                                ? Stream.of(handle)
                                : Stream.concat(Stream.of(handle), handle.descendants()))
                        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                        .reduce(Duration.ZERO, Duration::plus)));
        return new ProcessorTime(times);
    }

    /** What was used since, in cores: 1.0 is one core fully used. */
    Map<String, Double> coresSince(ProcessorTime earlier, Duration took) {
        Map<String, Double> cores = new LinkedHashMap<>();
        byName.forEach((name, time) -> cores.put(
                name,
                time.minus(earlier.byName.getOrDefault(name, Duration.ZERO)).toNanos() / (double) took.toNanos()));
        return cores;
    }
}
