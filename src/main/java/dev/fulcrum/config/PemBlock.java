package dev.fulcrum.config;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of a PEM text (RFC 7468).
 *
 * @param label such as {@code CERTIFICATE}
 * @param encoded what stands between the lines with the label: Base64, with line ends
 */
record PemBlock(String label, String encoded) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** The blocks of a text in their order; what stands around them is a remark. */
    static List<PemBlock> of(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(text);
        while (found.find()) {
            blocks.add(new PemBlock(found.group(1), found.group(2)));
        }
        return blocks;
    }

    /** @throws IllegalArgumentException when it is no Base64 */
    byte[] content() {
        return Base64.getMimeDecoder().decode(encoded);
    }

    /** The label; what the block holds may be a secret. */
    @Override
    public String toString() {
        return label;
    }
}
