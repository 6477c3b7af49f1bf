package dev.fulcrum.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;

/** Reads DRL files into rules and refuses what a file may not hold besides rules. */
final class DrlReader {
    private static final String MODEL_IMPORT = "dev.fulcrum.model.";
    private final Problems problems;

    DrlReader(Problems problems) {
        this.problems = problems;
    }

    /** All files that can be read, in their order, with all rules but those of a name that stood before; what is wrong becomes a problem. */
    List<DrlFile> read(SortedMap<String, String> drl) {
        List<DrlFile> files = new ArrayList<>();
        Map<String, RuleText> seen = new HashMap<>();
        drl.forEach((file, text) -> parse(file, text).ifPresent(content -> {
            List<RuleText> rules = new ArrayList<>();
            for (RuleDescr descr : content.getRules()) {
                RuleText rule = new RuleText(file, descr);
                RuleText first = seen.putIfAbsent(rule.id(), rule);
                if (first == null) {
                    rules.add(rule);
                } else {
                    problems.error(
                            file,
                            rule.line(),
                            rule.id(),
                            "a rule of this name stands already in " + first.file() + ":" + first.line(),
                            "give one of them another name");
                }
            }
            files.add(new DrlFile(file, text, rules));
        }));
        return files;
    }

    private Optional<PackageDescr> parse(String file, String text) {
        if (!new DrlText(file, text, problems).isPlain()) {
            return Optional.empty();
        }
        DrlParser parser = new DrlParser();
        PackageDescr content;
        try {
            content = parser.parse(false, text);
        } catch (DroolsParserException | RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            problems.error(
                    file,
                    1,
                    "",
                    "cannot be read as DRL: "
                            + (e instanceof StackOverflowError ? "it is nested too deeply" : firstLine(e.getMessage())),
                    "write plainer conditions");
            return Optional.empty();
        }
        if (parser.hasErrors()) {
            for (DroolsError error : parser.getErrors()) {
                int line = error.getLines().length > 0 ? error.getLines()[0] : 0;
                problems.error(file, line, "", firstLine(error.getMessage()), "");
            }
            return Optional.empty();
        }
        if (content == null) {
            return Optional.empty();
        }
        refuseAllButRules(file, content);
        return Optional.of(content);
    }

    private void refuseAllButRules(String file, PackageDescr content) {
        for (ImportDescr imported : content.getImports()) {
            if (!imported.getTarget().startsWith(MODEL_IMPORT)) {
                problems.error(
                        file,
                        imported.getLine(),
                        "",
                        "imports " + imported.getTarget(),
                        "rules read facts from dev.fulcrum.model alone");
            }
        }
        content.getGlobals().forEach(it -> refuse(file, it.getLine(), "global " + it.getIdentifier()));
        content.getFunctions().forEach(it -> refuse(file, it.getLine(), "function " + it.getName()));
        content.getFunctionImports().forEach(it -> refuse(file, it.getLine(), "import function " + it.getTarget()));
        content.getAccumulateImports().forEach(it -> refuse(file, it.getLine(), "import accumulate"));
        content.getTypeDeclarations().forEach(it -> refuse(file, it.getLine(), "declare " + it.getTypeName()));
        content.getEnumDeclarations().forEach(it -> refuse(file, it.getLine(), "declare enum " + it.getTypeName()));
        content.getEntryPointDeclarations().forEach(it -> refuse(file, it.getLine(), "declare entry-point"));
        content.getWindowDeclarations().forEach(it -> refuse(file, it.getLine(), "declare window"));
        content.getAttributes().forEach(it -> refuse(file, it.getLine(), it.getName()));
    }

    private void refuse(String file, int line, String what) {
        problems.error(
                file,
                line,
                "",
                "`" + what + "` is not allowed",
                "a DRL file holds one package line, imports of dev.fulcrum.model, and rules");
    }

    static String firstLine(String message) {
        if (message == null) {
            return "no message";
        }
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).strip();
    }
}
