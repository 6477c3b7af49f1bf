package dev.fulcrum.inspect;

/**
 * The SHA-256 of a text, under the inspector that asks.
 *
 * <p>Of its UTF-16 units, which tell lone surrogates apart.
 *
 * @param inspector number of the inspector whose sightings are meant
 */
record Fingerprint(int inspector, long first, long second, long third, long fourth) {
    private static final ThreadLocal<TextHash> HASHES = ThreadLocal.withInitial(TextHash::new);

    static Fingerprint of(int inspector, String text) {
        return HASHES.get().of(inspector, text);
    }

    /** The same text's, under another inspector. */
    Fingerprint under(int other) {
        return inspector == other ? this : new Fingerprint(other, first, second, third, fourth);
    }

    /** Any bits of a hash are one. */
    @Override
    public int hashCode() {
        return (int) first + inspector;
    }
}
