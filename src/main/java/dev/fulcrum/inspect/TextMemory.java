package dev.fulcrum.inspect;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;

/**
 * Remembers something of each of the latest texts, by their fingerprints, in bounded room.
 *
 * <p>A text has its place on one of many {@link Shelf shelves}, which its fingerprint chooses; a shelf is made when the first text comes to it.
 * Where what is remembered is heavy, shelves are cleared in turn until the rest is light enough. Thread-safe.
 *
 * @param <V> immutable; two that are equal are interchangeable
 */
final class TextMemory<V> {
    /** What a place takes, and its share of its shelf, on a 64-bit JVM. */
    static final int PLACE_BYTES = 56;

    private final AtomicReferenceArray<Shelf<V>> shelves;
    private final int placesOnShelf;
    private final ToLongFunction<V> weigher;
    private final long mostWeight;
    private final AtomicLong weight = new AtomicLong();
    private final AtomicInteger cleared = new AtomicInteger();

    /**
     * Bounds the memory.
     *
     * @param places most texts of which something is remembered; 0 to remember nothing
     * @param weigher what a value weighs, at least 0; always the same
     * @param mostWeight of all values together
     */
    TextMemory(int places, ToLongFunction<V> weigher, long mostWeight) {
        this.shelves = new AtomicReferenceArray<>(Math.max(1, places / Shelf.PLACES));
        this.placesOnShelf = Math.min(places, Shelf.PLACES);
        this.weigher = weigher;
        this.mostWeight = mostWeight;
    }

    /** A memory of values that take no room to speak of. */
    static <V> TextMemory<V> ofLight(int places) {
        return new TextMemory<>(places, value -> 0, 0);
    }

    /** What is remembered of a text; null when nothing is. */
    V get(Fingerprint fingerprint) {
        Shelf<V> shelf = shelves.get(index(fingerprint));
        return shelf == null ? null : shelf.get(fingerprint);
    }

    /** Remembers something of a text, unless it alone is too heavy. */
    void put(Fingerprint fingerprint, V value) {
        if (placesOnShelf == 0 || weigher.applyAsLong(value) > mostWeight) {
            return;
        }
        long heavier = shelf(index(fingerprint)).put(fingerprint, value);
        if (heavier != 0 && weight.addAndGet(heavier) > mostWeight) {
            lighten();
        }
    }

    /** A round frees as much as all values weigh, so that a value's share of it is bounded. */
    private void lighten() {
        for (int i = 0; i < shelves.length() && weight.get() > mostWeight; i++) {
            Shelf<V> shelf = shelves.get(Math.floorMod(cleared.getAndIncrement(), shelves.length()));
            if (shelf != null) {
                weight.addAndGet(-shelf.clear());
            }
        }
    }

    private Shelf<V> shelf(int index) {
        Shelf<V> shelf = shelves.get(index);
        if (shelf == null) {
            shelves.compareAndSet(index, null, new Shelf<>(placesOnShelf, weigher));
            shelf = shelves.get(index);
        }
        return shelf;
    }

    private int index(Fingerprint fingerprint) {
        return (int) (((fingerprint.hashCode() & 0xFFFF_FFFFL) * shelves.length()) >>> Integer.SIZE);
    }
}
