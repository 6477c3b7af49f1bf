package dev.fulcrum.config;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads a private key that is not encrypted: PKCS #8 (RFC 5958), and the two older forms of RSA (RFC 8017) and EC (RFC 5915),
 * which it wraps as PKCS #8.
 */
final class PrivateKeyBlock {
    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;

    private PrivateKeyBlock() {}

    /**
     * The key, for the algorithm of the certificate's own; empty when no block is a key.
     *
     * @throws GeneralSecurityException when it is no key of that algorithm
     */
    static Optional<PrivateKey> find(List<PemBlock> blocks, String algorithm) throws GeneralSecurityException {
        for (PemBlock block : blocks) {
            Optional<byte[]> encoded =
                    switch (block.label()) {
                        case "PRIVATE KEY" -> Optional.of(block.content());
                        case "RSA PRIVATE KEY" -> Optional.of(wrapped(RSA, block.content()));
                        case "EC PRIVATE KEY" -> Optional.of(wrapped(curve(block.content()), block.content()));
                        default -> Optional.empty();
                    };
            if (encoded.isPresent()) {
                return Optional.of(
                        KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded.get())));
            }
        }
        return Optional.empty();
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTETS, key));
    }

    /** The algorithm with the curve, which an EC key of the older form names in its parameters. */
    private static byte[] curve(byte[] key) throws GeneralSecurityException {
        int at = content(key, 0);
        at = content(key, at) + length(key, at); // the version
        at = content(key, at) + length(key, at); // the number itself
        if (at >= key.length || (key[at] & 0xff) != PARAMETERS) {
            throw new GeneralSecurityException("the key does not name its curve");
        }
        int from = content(key, at);
        byte[] name = Arrays.copyOfRange(key, from, from + length(key, at));
        return element(SEQUENCE, EC, name);
    }

    private static int content(byte[] der, int at) throws GeneralSecurityException {
        if (at + 1 >= der.length) {
            throw new GeneralSecurityException("the key is cut short");
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static int length(byte[] der, int at) throws GeneralSecurityException {
        int first = der[at + 1] & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int i = at + 2; i < content(der, at) && i < der.length; i++) {
            length = (length << 8) | (der[i] & 0xff);
        }
        if (length < 0 || length > der.length - content(der, at)) {
            throw new GeneralSecurityException("the key is cut short");
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length >= 0x80) {
            int octets = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            element.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                element.write(length >> (8 * i));
            }
        } else {
            element.write(length);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
