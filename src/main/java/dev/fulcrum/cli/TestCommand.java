package dev.fulcrum.cli;

import dev.fulcrum.RuleWiring;
import dev.fulcrum.config.BundleDirectory;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Loaded;
import dev.fulcrum.model.BundleSource;
import dev.fulcrum.policy.Built;
import dev.fulcrum.policy.CaseResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command `test`: plays the cases of the rules. */
@Command(name = "test", mixinStandardHelpOptions = true, description = "Plays the cases of the rules.")
final class TestCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "RULES", description = "The rules; default as configured.")
    private Path rules;

    @Option(names = "--format", description = "text or json; default ${DEFAULT-VALUE}.", defaultValue = "text")
    private Format format;

    @Mixin
    private ConfigOption config;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        GatewayConfig read = config.read();
        Path directory = rules == null ? read.policy().rules() : rules;
        Loaded<BundleSource> source =
                BundleDirectory.read(directory, read.policy().risks());
        if (source.value().isEmpty()) {
            spec.commandLine().getErr().println(Findings.text(source.problems(), Palette.auto()));
            return FulcrumCommand.FINDINGS;
        }
        Built built = RuleWiring.revisionBuilder(read, Clock.systemUTC())
                .build(source.value().get());
        if (built.cases().isEmpty()) {
            spec.commandLine().getErr().println(Findings.text(built.errors(), Palette.auto()));
            spec.commandLine().getErr().println("no case was played: the rules have to be sound first");
            return FulcrumCommand.FINDINGS;
        }
        if (format == Format.json) {
            printJson(built.cases());
        } else {
            printText(built.cases());
        }
        return built.cases().stream().allMatch(CaseResult::passed) ? FulcrumCommand.FINE : FulcrumCommand.FINDINGS;
    }

    private void printText(List<CaseResult> results) {
        PrintWriter out = spec.commandLine().getOut();
        Palette palette = Palette.auto();
        String rule = "";
        for (CaseResult result : results) {
            if (!result.example().rule().equals(rule)) {
                rule = result.example().rule();
                out.println(palette.bold(Shown.plain(rule)));
            }
            String mark = result.passed() ? palette.green("passed") : palette.red("failed");
            String verb = result.example().fires() ? "fires " : "silent";
            out.println("  " + mark + "  " + palette.faint(verb) + "  "
                    + Shown.plain(result.example().name()));
            if (!result.passed()) {
                String found = result.kinds().isEmpty() ? "nothing" : String.join(", ", result.kinds());
                out.println("          " + Shown.plain(result.example().file()) + ":"
                        + result.example().line() + ": " + Shown.plain(result.surprise()) + "; the detectors found "
                        + Shown.plain(found));
            }
        }
        long failed = results.stream().filter(it -> !it.passed()).count();
        out.println((results.size() - failed) + " passed, " + failed + " failed");
    }

    private void printJson(List<CaseResult> results) {
        JsonArray cases = new JsonArray();
        for (CaseResult result : results) {
            cases.add(new JsonObject()
                    .put("rule", result.example().rule())
                    .put("name", result.example().name())
                    .put("file", result.example().file())
                    .put("line", result.example().line())
                    .put("expected", result.example().fires() ? "fires" : "silent")
                    .put("fired", result.fired())
                    .put("passed", result.passed())
                    .put("surprise", result.surprise()));
        }
        spec.commandLine()
                .getOut()
                .println(Shown.json(new JsonObject().put("cases", cases).encodePrettily()));
    }
}
