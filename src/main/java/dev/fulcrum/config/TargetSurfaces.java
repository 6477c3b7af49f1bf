package dev.fulcrum.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads which wire APIs a target can serve: {@code surfaces}, or what its kind and its dialect speak. */
final class TargetSurfaces {
    private static final List<String> ALL =
            List.of("openai.chat", "openai.responses", "openai.completions", "openai.embeddings", "anthropic.messages");

    /** Simulated models answer chats only. */
    static final Set<String> SIMULATED = Set.of("openai.chat");

    /** Whose API an endpoint behind HTTP speaks. */
    enum Dialect {
        OPENAI(Target.Auth.BEARER),
        ANTHROPIC(Target.Auth.X_API_KEY);

        private final Target.Auth auth;

        Dialect(Target.Auth auth) {
            this.auth = auth;
        }

        /** The word in the configuration, with which ids of its surfaces begin. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How its clients usually send their key. */
        Target.Auth auth() {
            return auth;
        }
    }

    private TargetSurfaces() {}

    static Dialect dialect(Section section) {
        return section.get("dialect", Form.oneOf(List.of(Dialect.values()), Dialect::id), Dialect.OPENAI);
    }

    /** What an endpoint serves: what is listed, or else all that its dialect has. */
    static Set<String> of(Section section, Dialect dialect) {
        Set<String> listed = listed(section, ALL);
        if (listed.isEmpty()) {
            ALL.stream().filter(id -> id.startsWith(dialect.id() + ".")).forEach(listed::add);
        }
        return listed;
    }

    /** What a recording serves: what is listed, or nothing, which leaves it to the recording. */
    static Set<String> ofRecording(Section section) {
        return listed(section, ALL);
    }

    /** Reads what a simulated model is said to serve, which can only be what it does. */
    static void ofSimulation(Section section) {
        listed(section, List.copyOf(SIMULATED));
    }

    private static Set<String> listed(Section section, List<String> possible) {
        Set<String> listed = new LinkedHashSet<>();
        if (!section.has("surfaces")) {
            return listed;
        }
        Form<String> form = Form.oneOf(possible, id -> id);
        for (Value item : section.needItems("surfaces", "at least one of " + String.join(", ", possible))) {
            Optional<String> id = item.read(form);
            if (id.isPresent() && !listed.add(id.get())) {
                item.problem("`" + id.get() + "` stands in the list twice", "remove one of them");
            }
        }
        return listed;
    }
}
