package dev.fulcrum.upstream;

import dev.fulcrum.model.Problem;

/** A file of recorded exchanges that cannot be used, and why. */
public final class BrokenRecording extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BrokenRecording(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /** File, line, what is wrong and how to mend it. */
    public Problem problem() {
        return problem;
    }
}
