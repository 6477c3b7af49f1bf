package dev.fulcrum.inspect;

import java.util.List;
import java.util.Set;

/**
 * Finds program text, {@value #CODE}: fenced as Markdown does, or three lines on end of which each looks like a line of code.
 */
final class CodeDetector implements Detector {
    static final String CODE = "content.code";
    static final Set<String> KINDS = Set.of(CODE);

    private static final int FEWEST_LINES = 3;
    private static final double UNFENCED = 0.7;
    private static final String FENCE = "```";
    private static final String OTHER_FENCE = "~~~";
    private static final List<String> BEGINNINGS = List.of(
            "def ",
            "class ",
            "import ",
            "from ",
            "function ",
            "const ",
            "let ",
            "var ",
            "public ",
            "private ",
            "protected ",
            "static ",
            "return ",
            "return;",
            "#include",
            "#define",
            "package ",
            "using ",
            "namespace ",
            "func ",
            "fn ",
            "struct ",
            "if (",
            "if(",
            "for (",
            "for(",
            "while (",
            "while(",
            "} else",
            "else:",
            "elif ",
            "try:",
            "try {",
            "except",
            "catch ",
            "print(",
            "echo ",
            "SELECT ",
            "INSERT ",
            "UPDATE ",
            "DELETE ",
            "CREATE TABLE",
            "@",
            "</",
            "<?",
            "<!",
            "async ",
            "export ",
            "});",
            "//",
            "/*",
            "* @",
            "$ ",
            "sudo ",
            "self.",
            "this.");
    private static final List<String> ENDINGS =
            List.of(";", "{", "}", "};", "/>", "=>", "->", "):", "],", "})", ") {", "() {");

    @Override
    public void detect(Reading reading, Sightings sightings) {
        new Lines(reading.text(), sightings).read();
    }

    /** One walk over the lines of one text. */
    private static final class Lines {
        private final String text;
        private final Sightings sightings;
        private String fence = "";
        private int fenceStart;
        private int runStart = -1;
        private int runEnd;
        private int runLines;

        Lines(String text, Sightings sightings) {
            this.text = text;
            this.sightings = sightings;
        }

        void read() {
            int start = 0;
            while (start < text.length()) {
                int feed = text.indexOf('\n', start);
                int end = feed < 0 ? text.length() : feed;
                line(start, end);
                start = end + 1;
            }
            if (!fence.isEmpty() && text.length() > fenceStart + fence.length()) {
                sightings.add(CODE, 1, fenceStart, text.length());
            }
            endRun();
        }

        private void line(int start, int end) {
            int from = start;
            int to = end;
            while (from < to && Script.isBlank(text.charAt(from))) {
                from++;
            }
            while (to > from && Script.isBlank(text.charAt(to - 1))) {
                to--;
            }
            if (!fence.isEmpty()) {
                inFence(from, to);
            } else if (text.startsWith(FENCE, from) || text.startsWith(OTHER_FENCE, from)) {
                endRun();
                open(from, to);
            } else if (from < to) {
                plain(from, to);
            }
        }

        private void inFence(int from, int to) {
            if (text.startsWith(fence, to - fence.length()) && to - fence.length() >= from) {
                sightings.add(CODE, 1, fenceStart, to);
                fence = "";
            }
        }

        private void open(int from, int to) {
            String opening = text.substring(from, from + FENCE.length());
            int again = text.indexOf(opening, from + FENCE.length());
            if (again > 0 && again < to) {
                sightings.add(CODE, 1, from, again + FENCE.length());
            } else {
                fence = opening;
                fenceStart = from;
            }
        }

        private void plain(int from, int to) {
            if (!looksLikeCode(from, to)) {
                endRun();
                return;
            }
            runStart = runStart < 0 ? from : runStart;
            runEnd = to;
            runLines++;
        }

        private void endRun() {
            if (runLines >= FEWEST_LINES) {
                sightings.add(CODE, UNFENCED, runStart, runEnd);
            }
            runStart = -1;
            runLines = 0;
        }

        private boolean looksLikeCode(int from, int to) {
            for (String beginning : BEGINNINGS) {
                if (text.startsWith(beginning, from)) {
                    return hasSign(from, to);
                }
            }
            for (String ending : ENDINGS) {
                if (to - ending.length() >= from && text.startsWith(ending, to - ending.length())) {
                    return hasSign(from, to - 1) || to - from <= 3;
                }
            }
            return isAssignment(from, to);
        }

        /** Whether a sign stands in the line that prose has no use for; "from here on" has none. */
        private boolean hasSign(int from, int to) {
            for (int i = from; i < to; i++) {
                if ("(){}[]=<>;/\"_#$@*".indexOf(text.charAt(i)) >= 0) {
                    return true;
                }
            }
            boolean imports = text.startsWith("import ", from) || text.startsWith("return ", from);
            return imports
                    || (to > from && text.charAt(to - 1) == ':')
                    || text.substring(from, to).contains(" import ");
        }

        /** Whether the line is a name, an equals sign and a value, or a call. */
        private boolean isAssignment(int from, int to) {
            int i = from;
            while (i < to && (Script.isAsciiLetterOrDigit(text.charAt(i)) || "_.[]".indexOf(text.charAt(i)) >= 0)) {
                i++;
            }
            boolean call = i > from && i < to && text.charAt(i) == '(' && text.charAt(to - 1) == ')';
            while (i < to && " +-*:|".indexOf(text.charAt(i)) >= 0) {
                i++;
            }
            return call || (i > from && i + 1 < to && text.charAt(i) == '=');
        }
    }
}
