package dev.fulcrum.policy;

import dev.fulcrum.model.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds a consequence to inserting proposals: {@code insert( Block.because( "…" ) );} and nothing else.
 *
 * <p>So no rule can loop, wait, or reach into the JVM by its consequence, and the outcome cannot depend on the order of firing.
 */
final class ConsequenceLint {
    private static final Pattern INSERT = Pattern.compile("(?s)insert\\s*\\((.*)\\)\\s*");
    private static final Pattern CALL = Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*\\.\\s*([a-zA-Z]+)\\s*\\(");
    private static final Set<String> PROPOSALS = ProposalForm.calls().stream()
            .map(call -> call.substring(0, call.indexOf('.')))
            .collect(Collectors.toSet());

    /** A name that no dot precedes, and whose method is called or which is itself called or made. */
    private static final Pattern ROOT = Pattern.compile("(?<![\\p{L}\\p{N}_$.])([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*[.(]");

    private final Problems problems;

    ConsequenceLint(Problems problems) {
        this.problems = problems;
    }

    void check(RuleText rule, Phase phase, boolean infers) {
        List<Statement> statements = statements(rule);
        if (statements.isEmpty()) {
            problem(rule, rule.line(), "the consequence is empty", "insert a proposal such as Block.because( \"…\" )");
        }
        for (Statement statement : statements) {
            check(rule, statement, phase, infers);
        }
    }

    private void check(RuleText rule, Statement statement, Phase phase, boolean infers) {
        Matcher insert = INSERT.matcher(statement.bare());
        if (!insert.matches() || !balanced(insert.group(1))) {
            problem(
                    rule,
                    statement.line(),
                    "`" + shorten(statement.bare()) + "` does more than to propose",
                    "a consequence consists of insert( … ); statements only");
            return;
        }
        String inserted = insert.group(1).strip();
        Optional<String> stranger = stranger(inserted);
        if (stranger.isPresent()) {
            problem(
                    rule,
                    statement.line(),
                    "`" + stranger.get() + "` reaches beyond the proposal",
                    "use texts and the facts that `when` binds, such as $f");
            return;
        }
        Optional<String> factory = factory(inserted);
        if (infers) {
            if (factory.isEmpty() || !factory.get().equals("Finding.inferred")) {
                problem(
                        rule,
                        statement.line(),
                        "a rule with @infers inserts `" + shorten(inserted) + "`",
                        "insert( Finding.inferred( \"kind\", $part, 0.9 ) )");
            }
            return;
        }
        Optional<ProposalForm> form = factory.flatMap(ProposalForm::of);
        if (form.isEmpty()) {
            problem(
                    rule,
                    statement.line(),
                    "`" + shorten(inserted) + "` is not a proposal",
                    "known are " + String.join(", ", ProposalForm.calls()));
            return;
        }
        form.get().misplacement(phase).ifPresent(wrong -> problem(rule, statement.line(), wrong.what(), wrong.mend()));
    }

    private static Optional<String> factory(String inserted) {
        Matcher call = CALL.matcher(inserted);
        return call.lookingAt() ? Optional.of(call.group(1) + "." + call.group(2)) : Optional.empty();
    }

    /** The first thing called that is neither a proposal, nor a finding, nor bound by {@code when}. */
    private static Optional<String> stranger(String inserted) {
        Matcher root = ROOT.matcher(inserted.replaceAll("\\s*\\.\\s*", "."));
        while (root.find()) {
            String name = root.group(1);
            if (!name.startsWith("$") && !name.equals("Finding") && !PROPOSALS.contains(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Whether the outermost parentheses close only at the end, so that `insert(a); x(b)` is not taken for one call. */
    private static boolean balanced(String arguments) {
        int depth = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0 || c == '{' || c == '}' || c == '=' || c == '>') {
                return false;
            }
        }
        return depth == 0;
    }

    /** A statement with its strings emptied and its comments dropped. */
    private record Statement(String bare, int line) {}

    private static List<Statement> statements(RuleText rule) {
        String code = rule.consequence();
        int line = Math.max(rule.descr().getConsequenceLine(), rule.line());
        List<Statement> found = new ArrayList<>();
        StringBuilder bare = new StringBuilder();
        int started = line;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '"' || c == '\'') {
                int end = endOfString(code, i);
                bare.append(c).append(c);
                i = end;
            } else if (code.startsWith("//", i)) {
                int end = code.indexOf('\n', i);
                i = end < 0 ? code.length() : end - 1;
            } else if (code.startsWith("/*", i)) {
                int end = code.indexOf("*/", i + 2);
                line += lines(code, i, end < 0 ? code.length() : end);
                i = end < 0 ? code.length() : end + 1;
            } else if (c == ';') {
                add(found, bare, started);
            } else {
                line += c == '\n' ? 1 : 0;
                if (bare.isEmpty()) {
                    started = line;
                }
                if (!bare.isEmpty() || !Character.isWhitespace(c)) {
                    bare.append(c);
                }
            }
        }
        add(found, bare, started);
        return found;
    }

    private static void add(List<Statement> found, StringBuilder bare, int line) {
        if (!bare.toString().isBlank()) {
            found.add(new Statement(bare.toString().strip(), line));
        }
        bare.setLength(0);
    }

    private static int endOfString(String code, int start) {
        int i = start + 1;
        while (i < code.length() && code.charAt(i) != code.charAt(start)) {
            i += code.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, code.length() - 1);
    }

    private static int lines(String code, int from, int to) {
        return (int) code.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    private static String shorten(String code) {
        String line = code.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 59) + "…";
    }

    private void problem(RuleText rule, int line, String what, String mend) {
        problems.error(rule.file(), line, rule.id(), what, mend);
    }
}
