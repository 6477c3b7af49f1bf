package dev.fulcrum.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The name of a field, with all that stands around it: a comma before, the quotes, and a colon behind. Immutable. */
final class JsonName {
    private final byte[] bytes;

    /** @param name of ASCII letters only */
    JsonName(String name) {
        bytes = (",\"" + name + "\":").getBytes(US_ASCII);
    }

    /** For {@link JsonBytes}, which does not change them. */
    byte[] bytes() {
        return bytes;
    }
}
