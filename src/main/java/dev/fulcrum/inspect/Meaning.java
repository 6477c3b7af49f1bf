package dev.fulcrum.inspect;

/** The direction of a sentence's vector. Immutable. */
final class Meaning {
    private final float[] direction;

    private Meaning(float[] direction) {
        this.direction = direction;
    }

    /** @param vector not kept */
    static Meaning of(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float[] direction = new float[vector.length];
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length && length > 0; i++) {
            direction[i] = (float) (vector[i] / length);
        }
        return new Meaning(direction);
    }

    /** The cosine of the angle between both, from 0 (nothing in common) to 1 (the same); never less. */
    double likeness(Meaning other) {
        double product = 0;
        for (int i = 0; i < direction.length; i++) {
            product += (double) direction[i] * other.direction[i];
        }
        return Math.max(0, Math.min(1, product));
    }
}
