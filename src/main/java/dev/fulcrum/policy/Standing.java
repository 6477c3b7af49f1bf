package dev.fulcrum.policy;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.policy.Revision.Interest;
import dev.fulcrum.policy.Revision.Reach;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** How the rules of a revision stand for one application as its switches are: which are off, and what the others may do. Immutable. */
public final class Standing {
    private final Set<String> off;
    private final Reach reach;
    private final Map<Attempt.Outcome, Interest> interests;

    /**
     * @param off ids of rules that are off
     * @param interests of the rules of the failure phase in each way a try can end; none where it is missing
     */
    Standing(Set<String> off, Reach reach, Map<Attempt.Outcome, Interest> interests) {
        this.off = Set.copyOf(off);
        this.reach = reach;
        this.interests = new EnumMap<>(Attempt.Outcome.class);
        this.interests.putAll(interests);
    }

    /** Ids of rules that are off. */
    public Set<String> off() {
        return off;
    }

    /** How much of an answer the rules have to see. */
    public Reach reach() {
        return reach;
    }

    /**
     * What the rules of the failure phase may do when tries ended in these ways and in no other. What the conditions of a rule do not
     * plainly exclude, it may be about.
     *
     * @param outcomes of the tries so far, or those that would have to be told apart for the rules
     */
    public Interest interest(Set<Attempt.Outcome> outcomes) {
        Interest most = Interest.NONE;
        for (Attempt.Outcome outcome : outcomes) {
            Interest own = interests.getOrDefault(outcome, Interest.NONE);
            if (own.compareTo(most) > 0) {
                most = own;
            }
        }
        return most;
    }
}
