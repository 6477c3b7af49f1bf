package dev.fulcrum.cli;

import dev.fulcrum.model.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Shows problems to a person or to a program. */
final class Findings {
    private Findings() {}

    /** Lines of `file:line: path: what` with the mend beneath. */
    static String text(List<Problem> problems, Palette palette) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            String where = Shown.plain(problem.line() > 0 ? problem.file() + ":" + problem.line() : problem.file());
            text.append(palette.bold(where)).append(": ");
            if (!problem.path().isEmpty()) {
                text.append(Shown.plain(problem.path())).append(": ");
            }
            text.append(palette.red(Shown.lines(problem.what()))).append('\n');
            if (!problem.mend().isEmpty()) {
                text.append("    ")
                        .append(palette.faint("→ " + Shown.lines(problem.mend())))
                        .append('\n');
            }
        }
        return text.toString().stripTrailing();
    }

    static JsonArray json(List<Problem> problems) {
        JsonArray array = new JsonArray();
        for (Problem problem : problems) {
            array.add(new JsonObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("path", problem.path())
                    .put("what", problem.what())
                    .put("mend", problem.mend()));
        }
        return array;
    }
}
