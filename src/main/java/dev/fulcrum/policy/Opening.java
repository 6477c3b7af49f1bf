package dev.fulcrum.policy;

import dev.fulcrum.model.Conversation;
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
    Opening {
        kinds = Set.copyOf(kinds);
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
