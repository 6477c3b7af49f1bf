package dev.fulcrum.cli;

import dev.fulcrum.model.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Shows problems to a person or to a program. */
final class Findings {
    private Findings() {}

    /** Lines of `file:line: path: what` with the mend beneath. */
    static String text(List<Problem> problems, Palette palette) {
        return text(problems, palette::red, palette);
    }

    /** The same for what is no defect. */
    static String notes(List<Problem> notes, Palette palette) {
        return text(notes, what -> "note: " + what, palette);
    }

    private static String text(List<Problem> problems, UnaryOperator<String> shown, Palette palette) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            String where = Shown.plain(problem.line() > 0 ? problem.file() + ":" + problem.line() : problem.file());
            text.append(palette.bold(where)).append(": ");
            if (!problem.path().isEmpty()) {
                text.append(Shown.plain(problem.path())).append(": ");
            }
            text.append(shown.apply(Shown.lines(problem.what()))).append('\n');
            if (!problem.mend().isEmpty()) {
                text.append("    ")
                        .append(palette.faint("→ " + Shown.lines(problem.mend())))
                        .append('\n');
            }
        }
        return text.toString().stripTrailing();
    }

    /** @param level error, warning or note of each */
    static JsonArray json(List<Problem> problems, Function<Problem, String> level) {
        JsonArray array = new JsonArray();
        for (Problem problem : problems) {
            array.add(new JsonObject()
                    .put("level", level.apply(problem))
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("path", problem.path())
                    .put("what", problem.what())
                    .put("mend", problem.mend()));
        }
        return array;
    }
}
