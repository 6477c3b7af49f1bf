package dev.fulcrum.policy;

import dev.fulcrum.model.Phase;
import java.util.Optional;
import java.util.UUID;
import org.drools.compiler.kie.builder.impl.DrlProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;

/**
 * Compiles a unit of rules into a knowledge base, in Drools' classic mode.
 *
 * <p>Every build has a release id of its own, because concurrent builds under one id have been seen to exchange their
 * rules; the module is removed again at once, because sessions need only the knowledge base and modules would pile up.
 */
final class RuleCompiler {
    private static final String ROOT = "src/main/resources/";
    private final Problems problems;

    RuleCompiler(Problems problems) {
        this.problems = problems;
    }

    /** The knowledge base; empty when the texts do not compile, with the compiler's messages among the problems. */
    Optional<KieBase> compile(Phase phase, Unit unit) {
        KieServices services = KieServices.get();
        ReleaseId release = services.newReleaseId(
                "dev.fulcrum.rules", phase.id(), UUID.randomUUID().toString());
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(release);
        unit.drl().forEach((file, text) -> files.write(ROOT + file, text));
        KieContainer container = null;
        try {
            KieBuilder builder = services.newKieBuilder(files).buildAll(DrlProject.class);
            for (Message message : builder.getResults().getMessages(Message.Level.ERROR)) {
                problems.error(
                        file(message), Math.max(0, message.getLine()), "", DrlReader.firstLine(message.getText()), "");
            }
            if (builder.getResults().hasMessages(Message.Level.ERROR)) {
                return Optional.empty();
            }
            container = services.newKieContainer(release);
            return Optional.of(container.getKieBase());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            // some faulty annotations and constraints make the compiler throw instead of giving a message
            problems.error(phase.id() + "/", 0, "", "does not compile: " + DrlReader.firstLine(e.toString()), "");
            return Optional.empty();
        } finally {
            services.getRepository().removeKieModule(release);
            if (container != null) {
                container.dispose();
            }
        }
    }

    private static String file(Message message) {
        String path = message.getPath() == null ? "" : message.getPath();
        return path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
    }
}
