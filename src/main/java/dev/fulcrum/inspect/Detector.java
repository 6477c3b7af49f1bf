package dev.fulcrum.inspect;

/** Looks at a text for certain kinds of things. Thread-safe. */
interface Detector {

    /** Adds what it sees, in any order. */
    void detect(Reading reading, Sightings sightings);
}
