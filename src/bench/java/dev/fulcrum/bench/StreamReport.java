package dev.fulcrum.bench;

import static dev.fulcrum.bench.ReportTable.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The comparison of streams: medians over rounds, and medians of each round's difference from, or ratio to, another variant. */
final class StreamReport {
    /**
     * What a round cost.
     *
     * @param serverMicros processor time of the process before the upstream; NaN without one
     * @param endsMicros processor time of upstream and clients together
     * @param stolenPercent of the machine's processor time that its host gave to others
     * @param memory of the process before the upstream, while its streams were open
     */
    record Measured(StreamRound round, double serverMicros, double endsMicros, double stolenPercent, Memory memory) {
        double serverMicrosForEvent() {
            return serverMicros / round.events();
        }

        double endsMicrosForEvent() {
            return endsMicros / round.events();
        }
    }

    /**
     * What a process held; NaN without one.
     *
     * @param residentMebibytes of the process
     * @param liveHeapBytes left by a full collection
     * @param heapBytesForStream the same without what was there before the first stream
     */
    record Memory(double residentMebibytes, double liveHeapBytes, double heapBytesForStream) {}

    private record Row(String variant, StreamLoad load) {
        Row of(String other) {
            return new Row(other, load);
        }
    }

    private final Map<Row, List<Measured>> measured = new LinkedHashMap<>();

    void add(String variant, StreamLoad load, Measured round) {
        measured.computeIfAbsent(new Row(variant, load), row -> new ArrayList<>())
                .add(round);
    }

    /** The tables, and what failed. */
    @Override
    public String toString() {
        return firstText() + "\n" + flow() + failures();
    }

    private String firstText() {
        ReportTable table = new ReportTable(
                "first text", "streams", "words/s", "p50 ms", "later than direct", "than relay", "p99 ms", "window ms");
        measured.forEach((row, rounds) -> table.row(
                row.variant(),
                number(row.load().streams(), 0),
                words(row),
                number(median(rounds, StreamReport::firstMillis), 2),
                number(later(row, "direct"), 2),
                number(later(row, "relay"), 2),
                number(median(rounds, one -> one.round().firstContentMillis(0.99)), 2),
                row.variant().equals("window")
                        ? number(StreamBench.windowMillis(row.load().pace()), 0)
                        : "–"));
        return table.toString();
    }

    private String flow() {
        ReportTable table = new ReportTable(
                "flow",
                "streams",
                "words/s",
                "events/s",
                "% of asked",
                "gap p50 ms",
                "p99 ms",
                "worst ms",
                "stalled",
                "whole",
                "failed",
                "CPU µs/event",
                "× relay",
                "ends µs/event",
                "stolen %",
                "RSS MiB",
                "live heap MiB",
                "KiB/stream");
        measured.forEach((row, rounds) -> table.row(
                row.variant(),
                number(row.load().streams(), 0),
                words(row),
                number(median(rounds, one -> eventsInSecond(row, one)), 0),
                number(
                        median(
                                rounds,
                                one -> 100
                                        * eventsInSecond(row, one)
                                        / row.load().eventsInSecond()),
                        1),
                number(median(rounds, one -> one.round().gapMillis(0.5)), 1),
                number(median(rounds, one -> one.round().gapMillis(0.99)), 1),
                number(
                        rounds.stream()
                                .mapToDouble(one -> one.round().worstGapMillis())
                                .max()
                                .orElse(Double.NaN),
                        0),
                sum(rounds, one -> one.round().stalled()),
                sum(rounds, one -> one.round().wholeStreams()),
                sum(rounds, one -> one.round().failures()),
                number(median(rounds, Measured::serverMicrosForEvent), 1),
                number(timesRelay(row), 2),
                number(median(rounds, Measured::endsMicrosForEvent), 1),
                number(median(rounds, Measured::stolenPercent), 0),
                number(median(rounds, one -> one.memory().residentMebibytes()), 0),
                number(median(rounds, one -> one.memory().liveHeapBytes() / (1 << 20)), 0),
                number(median(rounds, one -> one.memory().heapBytesForStream() / 1024), 1)));
        return table.toString();
    }

    private String failures() {
        StringBuilder text = new StringBuilder();
        measured.forEach((row, rounds) -> rounds.stream()
                .map(one -> one.round().firstFailure())
                .filter(failure -> !failure.isEmpty())
                .findFirst()
                .ifPresent(failure -> text.append("\nfirst failure of ")
                        .append(row.variant())
                        .append(" with ")
                        .append(row.load().streams())
                        .append(" streams: ")
                        .append(failure)
                        .append('\n')));
        return text.toString();
    }

    private static String words(Row row) {
        return number(1000.0 / row.load().pace().pauseMillis(), 1);
    }

    private static double eventsInSecond(Row row, Measured one) {
        return one.round().events() / (row.load().measured().toMillis() / 1000.0);
    }

    private static double firstMillis(Measured one) {
        return one.round().firstContentMillis(0.5);
    }

    private double later(Row row, String other) {
        return againstOther(row, other, (own, others) -> firstMillis(own) - firstMillis(others));
    }

    private double timesRelay(Row row) {
        return againstOther(row, "relay", (own, relay) -> own.serverMicrosForEvent() / relay.serverMicrosForEvent());
    }

    /** Median of what each round says against another variant's same round; NaN without that variant. */
    private double againstOther(Row row, String other, Comparison comparison) {
        List<Measured> own = measured.get(row);
        List<Measured> others = measured.getOrDefault(row.of(other), List.of());
        double[] values = new double[Math.min(own.size(), others.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = comparison.of(own.get(i), others.get(i));
        }
        return LoadReport.median(values);
    }

    private interface Comparison {
        double of(Measured own, Measured other);
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        return LoadReport.median(rounds.stream().mapToDouble(figure).toArray());
    }

    private static String sum(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        return number(rounds.stream().mapToDouble(figure).sum(), 0);
    }
}
