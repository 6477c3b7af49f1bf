package dev.fulcrum.proxy;

/** What reading a JSON text takes besides its bytes, as {@link Held} counts it: a text of many tiny values takes several times as much. */
final class JsonTapeSize {
    /** Shorter texts take too little to be counted. */
    static final int COUNTED_FROM_BYTES = 64 * 1024;

    /** Four numbers for each value, and as many again while room is made for more: 32 bytes, where the heap has eight for each byte that is counted. */
    private static final int COUNTED_BYTES_OF_A_VALUE = 4;

    private JsonTapeSize() {}

    /** What the values of a text, or of a piece of one, count at most; linear in its length. */
    static long most(byte[] text) {
        long values = 1;
        for (byte character : text) {
            // every value but the first one stands after a comma or is the first one of a container
            if (character == ',' || character == '[' || character == '{') {
                values++;
            }
        }
        return values * COUNTED_BYTES_OF_A_VALUE;
    }
}
