package dev.fulcrum.policy;

import dev.fulcrum.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a bundle, so that a person sees all of it at once. Not thread-safe. */
final class Problems {
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();

    void error(String file, int line, String path, String what, String mend) {
        errors.add(new Problem(file, line, path, what, mend));
    }

    void error(Problem problem) {
        errors.add(problem);
    }

    void warning(String file, int line, String path, String what, String mend) {
        warnings.add(new Problem(file, line, path, what, mend));
    }

    /** Something that is no defect, and that its author may want to know. */
    void note(String file, int line, String path, String what, String mend) {
        notes.add(new Problem(file, line, path, what, mend));
    }

    boolean none() {
        return errors.isEmpty();
    }

    List<Problem> errors() {
        return List.copyOf(errors);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    List<Problem> notes() {
        return List.copyOf(notes);
    }
}
