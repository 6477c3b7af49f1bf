package dev.fulcrum.proxy;

import dev.fulcrum.upstream.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the requests of some applications for some models go.
 *
 * @param apps names of applications; empty for all
 * @param models patterns of requested models
 * @param peers the targets in the order in which they are tried, those that are as good as each other together; at least one
 * @param failClosed whether an exchange fails when a rule breaks
 * @param refusesUnknown whether a request is refused that has something in it which its surface does not know
 * @param holdBack how much of a streamed answer waits for the rules
 * @param deadline for the exchange as a whole, every attempt included
 * @param attempts tries of one exchange at most, over all targets
 */
public record Route(
        String name,
        Set<String> apps,
        List<ModelPattern> models,
        List<Peers> peers,
        boolean failClosed,
        boolean refusesUnknown,
        HoldBack holdBack,
        Duration deadline,
        int attempts) {
    public Route {
        apps = Set.copyOf(apps);
        models = List.copyOf(models);
        peers = List.copyOf(peers);
    }

    boolean serves(String app) {
        return apps.isEmpty() || apps.contains(app);
    }

    /** Whether one of its targets can serve a surface. */
    boolean speaks(String surface) {
        for (int i = 0; i < peers.size(); i++) {
            if (peers.get(i).speaks(surface)) {
                return true;
            }
        }
        return false;
    }

    boolean serves(String app, String model) {
        if (serves(app)) {
            for (int i = 0; i < models.size(); i++) {
                if (models.get(i).matches(model)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * A target of a route.
     *
     * @param model the model's name at this target, when it differs from the requested one
     * @param refusesKeys whether 401 and 403 speak of the gateway's credentials and not of the caller's
     * @param surfaces ids of the wire APIs that the target can serve; at least one
     * @param lenient whether endings inside of its streams end nothing
     */
    public record Stop(
            Target target, Optional<String> model, boolean refusesKeys, Set<String> surfaces, boolean lenient) {
        public Stop {
            surfaces = Set.copyOf(surfaces);
        }

        /** A target that is held to its surface's word about endings. */
        public Stop(Target target, Optional<String> model, boolean refusesKeys, Set<String> surfaces) {
            this(target, model, refusesKeys, surfaces, false);
        }

        boolean speaks(String surface) {
            return surfaces.contains(surface);
        }
    }

    /** A model's name or a pattern of names: {@code *} stands for any characters, {@code ?} for one. */
    public static final class ModelPattern {
        private final String text;
        private final Pattern pattern;

        public ModelPattern(String text) {
            this.text = text;
            StringBuilder expression = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            this.pattern = Pattern.compile(expression.toString(), Pattern.DOTALL);
        }

        boolean matches(String model) {
            return text.equals(model) || (!literal() && pattern.matcher(model).matches());
        }

        /** Whether it names one model. */
        boolean literal() {
            return text.indexOf('*') < 0 && text.indexOf('?') < 0;
        }

        String text() {
            return text;
        }
    }
}
