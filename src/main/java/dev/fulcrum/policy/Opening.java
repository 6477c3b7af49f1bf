package dev.fulcrum.policy;

import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Facts;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What lets some rule of a group fire; on other facts none of them can.
 *
 * @param kinds of findings, each of which opens the group
 * @param conversation that opens it without a finding; empty when none does
 */
record Opening(Set<String> kinds, Optional<Predicate<Conversation>> conversation) {
    /** What opens for everything. */
    static final Opening ALWAYS = new Opening(Set.of(), Optional.of(anything -> true));

    Opening {
        kinds = Set.copyOf(kinds);
    }

    /** Whether some rule behind it can fire on these facts. */
    boolean opensFor(Facts facts) {
        return opensFor(facts.conversation())
                || facts.findings().stream().anyMatch(finding -> kinds.contains(finding.kind()));
    }

    static Opening of(Collection<Need> needs) {
        Set<String> kinds = new HashSet<>();
        needs.forEach(need -> kinds.addAll(need.kinds()));
        return new Opening(
                kinds,
                needs.stream().map(Need::conversation).flatMap(Optional::stream).reduce(Predicate::or));
    }

    /** Whether a conversation opens the group, whatever is found in it. */
    boolean opensFor(Conversation present) {
        return conversation.isPresent() && conversation.get().test(present);
    }
}
