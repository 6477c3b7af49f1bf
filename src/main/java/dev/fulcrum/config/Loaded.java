package dev.fulcrum.config;

import dev.fulcrum.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What reading a file came to: a value, or everything that a person has to mend before there is one.
 *
 * @param value empty exactly when there are problems
 * @param problems all that was found, by file and then by line
 */
public record Loaded<T>(Optional<T> value, List<Problem> problems) {
    public Loaded {
        problems = List.copyOf(problems);
        if (value.isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("either a value or problems: " + problems);
        }
    }

    /** The supplier's value if nothing was reported; the supplier is not asked otherwise. */
    static <T> Loaded<T> of(Problems problems, Supplier<T> value) {
        return problems.none()
                ? new Loaded<>(Optional.of(value.get()), List.of())
                : new Loaded<>(Optional.empty(), problems.sorted());
    }
}
