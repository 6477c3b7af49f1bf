package dev.fulcrum.ledger;

import java.util.HexFormat;

/**
 * An entry's place in the chain: noted elsewhere, it later proves that nothing before it was cut off or changed.
 *
 * @param seq number of the entry; 0 before the first
 * @param hash the entry's hash in hex; 64 zeros before the first
 */
public record ChainHead(long seq, String hash) {
    /** Before the first entry. */
    public static final ChainHead NONE = new ChainHead(0, "0".repeat(64));

    public ChainHead {
        if (seq < 0 || !hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "a head is a number from 0 and 64 lower-case hex digits: " + seq + ", " + hash);
        }
    }

    static ChainHead of(long seq, byte[] hash) {
        return new ChainHead(seq, HexFormat.of().formatHex(hash));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hash);
    }
}
