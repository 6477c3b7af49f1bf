package dev.fulcrum.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The revision in force and the last ones before it, compiled and ready to come back at once.
 *
 * <p>Reading is wait-free; an exchange reads once, at its start, and ends on what it read.
 */
public final class RevisionShelf {
    private final int capacity;
    private final Map<String, Revision> kept = new LinkedHashMap<>();
    private volatile Revision current;

    /**
     * @param capacity how many revisions to keep, the one in force among them; at least 1
     */
    public RevisionShelf(int capacity) {
        this.capacity = capacity;
    }

    /** The revision in force; empty until the first bundle was built. */
    public Optional<Revision> current() {
        return Optional.ofNullable(current);
    }

    /** Puts a revision in force and drops the one that was not used for longest when there are too many. */
    public synchronized void publish(Revision revision) {
        kept.remove(revision.id());
        kept.put(revision.id(), revision);
        current = revision;
        Iterator<String> oldest = kept.keySet().iterator();
        while (kept.size() > capacity) {
            oldest.next();
            oldest.remove();
        }
    }

    /** A kept revision by its id. */
    public synchronized Optional<Revision> find(String id) {
        return Optional.ofNullable(kept.get(id));
    }

    /** The kept revisions, the newest in use first. */
    public synchronized List<Revision> all() {
        List<Revision> newestFirst = new ArrayList<>(kept.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }
}
