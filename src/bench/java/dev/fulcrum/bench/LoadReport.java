package dev.fulcrum.bench;

import static dev.fulcrum.bench.ReportTable.number;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The comparison of the variants: medians over rounds, and medians of each round's ratio to the relay in the same round.
 */
final class LoadReport {
    /**
     * What a round cost the process before the upstream.
     *
     * @param cpuMicros processor time for each exchange; NaN without a process
     * @param residentMebibytes memory after the round; NaN without a process
     * @param peakMebibytes the most memory until then; NaN without a process
     */
    record Measured(Round round, double cpuMicros, double residentMebibytes, double peakMebibytes) {}

    /** A rate that was missed by more than this share was not offered, and its row is not to be compared. */
    private static final double RATE_TOLERANCE = 0.02;

    private final int rate;
    private final Map<String, List<Measured>> measured = new LinkedHashMap<>();

    /** @param rate the exchanges a second that were to be offered; 0 when there was no such rate */
    LoadReport(int rate) {
        this.rate = rate;
    }

    void add(String variant, Measured round) {
        measured.computeIfAbsent(variant, name -> new ArrayList<>()).add(round);
    }

    long failures() {
        return measured.values().stream()
                .flatMap(List::stream)
                .mapToLong(one -> one.round().failures())
                .sum();
    }

    /** The table, and what failed. */
    @Override
    public String toString() {
        ReportTable table = new ReportTable(
                "variant",
                "exchanges/s",
                "× relay",
                "first byte p50 ms",
                "p50 ms",
                "p99 ms",
                "CPU µs/exchange",
                "× relay",
                "RSS MiB",
                "peak MiB",
                "policy µs",
                "ruled %",
                "failed");
        measured.forEach((variant, rounds) -> table.row(
                variant,
                number(median(rounds, one -> one.round().throughput()), 0),
                number(ratio(rounds, one -> one.round().throughput()), 2),
                number(median(rounds, one -> one.round().firstByteMillis(0.5)), 2),
                number(median(rounds, one -> one.round().latencyMillis(0.5)), 2),
                number(median(rounds, one -> one.round().latencyMillis(0.99)), 2),
                number(median(rounds, Measured::cpuMicros), 1),
                number(ratio(rounds, Measured::cpuMicros), 2),
                number(rounds.get(rounds.size() - 1).residentMebibytes(), 0),
                number(rounds.get(rounds.size() - 1).peakMebibytes(), 0),
                number(median(rounds, one -> one.round().meanPolicyMicros()), 1),
                number(median(rounds, one -> one.round().ruledPercent()), 1),
                Long.toString(
                        rounds.stream().mapToLong(one -> one.round().failures()).sum())));
        StringBuilder text = new StringBuilder(table.toString());
        measured.forEach((variant, rounds) -> {
            double reached = median(rounds, one -> one.round().throughput());
            if (reached < rate * (1 - RATE_TOLERANCE)) {
                text.append("\n%s did not reach the rate: %.0f of %d exchanges/s\n".formatted(variant, reached, rate));
            }
        });
        measured.forEach((variant, rounds) -> rounds.stream()
                .map(one -> one.round().firstFailure())
                .filter(failure -> !failure.isEmpty())
                .findFirst()
                .ifPresent(failure -> text.append("\nfirst failure of ")
                        .append(variant)
                        .append(": ")
                        .append(failure)
                        .append('\n')));
        return text.toString();
    }

    private double ratio(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        List<Measured> relay = measured.getOrDefault("relay", List.of());
        double[] ratios = new double[Math.min(rounds.size(), relay.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(relay.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }

    /** The middle value, or the mean of the two in the middle; NaN of nothing. */
    static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
