package dev.fulcrum.cli;

import dev.fulcrum.RuleWiring;
import dev.fulcrum.config.BundleDirectory;
import dev.fulcrum.config.GatewayConfig;
import dev.fulcrum.config.Loaded;
import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Problem;
import dev.fulcrum.policy.Built;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command `check`: says everything that is wrong with the configuration, its certificates, the register and the rules. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Says everything that is wrong with the configuration, its certificates, the risk register and the rules.")
final class CheckCommand implements Callable<Integer> {
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
        Loaded<GatewayConfig> loaded = config.load();
        if (loaded.value().isEmpty()) {
            print(loaded.problems(), List.of(), Optional.empty());
            return FulcrumCommand.USAGE;
        }
        GatewayConfig read = loaded.value().get();
        Path directory = rules == null ? read.policy().rules() : rules;
        Loaded<BundleSource> source =
                BundleDirectory.read(directory, read.policy().risks());
        List<Problem> problems = new ArrayList<>();
        read.tlsFiles()
                .forEach(files -> problems.addAll(files.read(Instant.now()).problems()));
        problems.addAll(source.problems());
        Optional<Built> built = source.value()
                .map(it -> RuleWiring.revisionBuilder(read, Clock.systemUTC()).build(it));
        built.ifPresent(it -> {
            problems.addAll(it.errors());
            problems.addAll(it.warnings());
        });
        print(problems, built.map(Built::warnings).orElse(List.of()), built);
        return problems.isEmpty() ? FulcrumCommand.FINE : FulcrumCommand.FINDINGS;
    }

    /**
     * Notes do not count as findings.
     *
     * @param warnings those among the problems with which a bundle loads all the same
     */
    private void print(List<Problem> problems, List<Problem> warnings, Optional<Built> built) {
        PrintWriter out = spec.commandLine().getOut();
        String revision = built.flatMap(Built::revision).map(it -> it.id()).orElse("");
        int rules = built.flatMap(Built::revision).map(it -> it.rules().size()).orElse(0);
        List<Problem> notes = built.map(Built::notes).orElse(List.of());
        int cases = built.map(it -> it.cases().size()).orElse(0);
        if (format == Format.json) {
            out.println(Shown.json(new JsonObject()
                    .put("revision", revision)
                    .put("rules", rules)
                    .put("cases", cases)
                    .put("problems", Findings.json(problems, it -> warnings.contains(it) ? "warning" : "error"))
                    .put("notes", Findings.json(notes, it -> "note"))
                    .encodePrettily()));
            return;
        }
        Palette palette = Palette.auto();
        if (!notes.isEmpty()) {
            out.println(Findings.notes(notes, palette));
        }
        if (problems.isEmpty()) {
            out.println(
                    palette.green("fine") + ": revision " + revision + ", " + rules + " rules, " + cases + " cases");
        } else {
            out.println(Findings.text(problems, palette));
            out.println(palette.red(problems.size() + (problems.size() == 1 ? " finding" : " findings")));
        }
    }
}
