package dev.fulcrum.surface;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The name of a call that comes in pieces, in every way in which clients put them together; not safe between threads.
 *
 * <p>Some join all pieces, some take the last one or keep the first, and some servers tell the whole name in each delta.
 */
final class CallNames {
    /** So many pieces are told as names of their own. */
    private static final int MOST = 8;

    private final List<String> pieces = new ArrayList<>(1);

    /** Takes what the event at hand tells of the name. */
    void add(String piece) {
        if (!piece.isEmpty()) {
            pieces.add(piece);
        }
    }

    void addAll(CallNames others) {
        pieces.addAll(others.pieces);
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** The name as most clients have it: its pieces joined, without one that says the whole again. */
    String likely() {
        StringBuilder name = new StringBuilder();
        for (String piece : pieces) {
            if (!piece.contentEquals(name)) {
                name.append(piece);
            }
        }
        return name.toString();
    }

    /** Every name that some client may call, the likely one first; one empty name if nothing tells it. */
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>(2);
        all.add(likely());
        if (pieces.stream().distinct().count() > 1) {
            all.add(String.join("", pieces));
            all.addAll(pieces.subList(0, Math.min(MOST, pieces.size())));
            all.add(pieces.get(pieces.size() - 1));
        }
        return all;
    }
}
