package dev.fulcrum.admin;

import dev.fulcrum.policy.Nearest;
import java.util.Set;
import java.util.TreeSet;

/** Says which names are known, in front of one that is not. */
final class Known {
    private Known() {}

    /** Such as: did you mean `limit`? known: before, limit. */
    static String mend(String name, Set<String> known) {
        if (known.isEmpty()) {
            return "none is";
        }
        return Nearest.to(name, known)
                        .map(near -> "did you mean `" + near + "`? ")
                        .orElse("") + "known: " + String.join(", ", new TreeSet<>(known));
    }
}
