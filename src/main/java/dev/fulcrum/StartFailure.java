package dev.fulcrum;

import dev.fulcrum.model.Problem;
import java.util.List;

/** The gateway cannot start; the problems say why, or the message does when there are none. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    StartFailure(String message) {
        this(message, List.of());
    }

    StartFailure(String message, List<Problem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
