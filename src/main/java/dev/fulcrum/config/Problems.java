package dev.fulcrum.config;

import dev.fulcrum.model.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that a person sees all of it at once. Not thread-safe: one for each reading. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(String file, int line, String path, String what, String mend) {
        found.add(new Problem(file, line, path, what, mend));
    }

    boolean none() {
        return found.isEmpty();
    }

    /** By line within a file; files in the order in which they were first complained about. */
    List<Problem> sorted() {
        List<String> files = found.stream().map(Problem::file).distinct().toList();
        return found.stream()
                .sorted(Comparator.comparingInt((Problem problem) -> files.indexOf(problem.file()))
                        .thenComparingInt(Problem::line))
                .toList();
    }
}
