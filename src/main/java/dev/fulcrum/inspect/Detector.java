package dev.fulcrum.inspect;

/** Looks at a text for certain kinds of things. Thread-safe. */
interface Detector {

    /** Adds what it sees, in any order. */
    void detect(Reading reading, Sightings sightings);

    /** Whether it also looks at a text as it is read in one of the {@link Retelling} ways. */
    default boolean reads(int way) {
        return false;
    }

    /**
     * How far what it sees is final, whatever may follow the text: it sees the same before this index of the text as it came, in every
     * longer text that begins with this one. 0 for a detector that needs the whole.
     */
    default int settled(Reading reading) {
        return 0;
    }

    /**
     * From where a text has to be read again so that the detector sees behind {@code settled} what it would see in the whole text.
     *
     * @param settled what {@link #settled} said of a beginning of this text
     */
    default int from(String text, int settled) {
        return Math.max(0, settled - CONTEXT);
    }

    /** How many characters before a place may matter for what is seen there, labels of a number among them. */
    int CONTEXT = 256;
}
