package dev.fulcrum.inspect;

import dev.fulcrum.config.BundleDirectory;
import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The language files that come with the project. */
final class ShippedLexicon {
    /** What those shipped rules for answers read that may change one, and need not have all of it. */
    static final Set<String> WINDOWED = Set.of(
            "promise.refund",
            "promise.return",
            "leak.internal-address",
            "leak.system-prompt",
            "claim.recommendation",
            "topic.investment");

    /** All that they read but numbers and addresses, which may go on for some words. */
    static final Set<String> WORDS = Set.of(
            "promise.refund",
            "promise.return",
            "leak.internal-address",
            "leak.system-prompt",
            "claim.recommendation",
            "topic.investment",
            "claim.act-done",
            "ask.for-secret");

    private ShippedLexicon() {}

    /** Looks for those kinds, and others if wanted. */
    static Inspection inspection(String... more) {
        Set<String> kinds = new TreeSet<>(WINDOWED);
        kinds.addAll(Set.of(more));
        return new Inspections(0).create(read(), kinds);
    }

    /** Looks for one kind. */
    static Inspection only(String kind) {
        return new Inspections(0).create(read(), Set.of(kind));
    }

    private static Lexicon read() {
        var loaded = BundleDirectory.read(Path.of("rules"), Path.of("config/risks.yaml"));
        return loaded.value()
                .map(BundleSource::lexicon)
                .orElseThrow(() -> new AssertionError(loaded.problems().toString()));
    }
}
