package dev.fulcrum.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown, padded so that it reads as well in a terminal; the first column is text, the others are numbers. */
final class ReportTable {
    private final List<List<String>> rows = new ArrayList<>();

    ReportTable(String... heads) {
        rows.add(List.of(heads));
    }

    ReportTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells under " + rows.get(0).size() + " heads");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** A number with a fixed count of decimals; a dash when there is none. */
    static String number(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : "–";
    }

    /** Lines in Markdown, each with its line feed. */
    @Override
    public String toString() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        text.append(line(rows.get(0), widths));
        text.append(IntStream.range(0, widths.length)
                .mapToObj(column -> column == 0 ? "-".repeat(widths[0]) : "-".repeat(widths[column] - 1) + ":")
                .collect(Collectors.joining(" | ", "| ", " |\n")));
        rows.subList(1, rows.size()).forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> String.format(
                        Locale.ROOT, "%" + (column == 0 ? "-" : "") + widths[column] + "s", cells.get(column)))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
