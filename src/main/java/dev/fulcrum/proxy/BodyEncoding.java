package dev.fulcrum.proxy;

import io.vertx.core.MultiMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * How a request's body is encoded: its content codings (RFC 9110, section 8.4) and its charset.
 *
 * <p>What goes on to a target is always plain JSON in UTF-8: a label never travels with a body that it does not fit.
 *
 * @param codings to take off, the outermost first; empty for a plain body
 */
record BodyEncoding(List<String> codings) {
    /** What a caller may send, as in the header {@code accept-encoding}. */
    static final String TAKEN = "gzip, deflate";

    private static final int MOST_CODINGS = 3;
    private static final int PIECE_BYTES = 1 << 14;
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]*)");

    BodyEncoding {
        codings = List.copyOf(codings);
    }

    /**
     * Reads the labels of a body.
     *
     * @throws Failure of status 415 when the gateway does not take such a body
     */
    static BodyEncoding of(MultiMap headers) {
        if (headers.contains("content-type")) {
            headers.getAll("content-type").forEach(BodyEncoding::requireReadable);
        }
        if (!headers.contains("content-encoding")) {
            return new BodyEncoding(List.of());
        }
        List<String> codings = new ArrayList<>();
        for (String label : String.join(",", headers.getAll("content-encoding")).split(",", -1)) {
            String coding = label.strip().toLowerCase(Locale.ROOT);
            switch (coding) {
                case "", "identity" -> {}
                case "gzip", "x-gzip" -> codings.add(0, "gzip");
                case "deflate" -> codings.add(0, coding);
                default ->
                    throw Failure.unsupported(
                            "unsupported_encoding",
                            "the request body is encoded as `" + printable(coding)
                                    + "`, which this gateway does not take;" + " send it plain, or as one of: "
                                    + TAKEN);
            }
        }
        if (codings.size() > MOST_CODINGS) {
            throw Failure.unsupported(
                    "unsupported_encoding",
                    "the request body is encoded " + codings.size() + " times over; send it plain, or encoded at most "
                            + MOST_CODINGS + " times");
        }
        return new BodyEncoding(codings);
    }

    private static void requireReadable(String type) {
        if (type.regionMatches(true, 0, "multipart/", 0, 10)) {
            throw Failure.unsupported(
                    "unsupported_media_type",
                    "the request has the type `" + printable(type) + "`; send one JSON object as application/json");
        }
        Matcher charset = CHARSET.matcher(type);
        if (charset.find() && !isUtf8(charset.group(1))) {
            throw Failure.unsupported(
                    "unsupported_charset",
                    "the request body is in the charset `" + printable(charset.group(1)) + "`; send JSON in UTF-8");
        }
    }

    /** Also of US-ASCII, which is the same for what it has. */
    private static boolean isUtf8(String name) {
        try {
            String charset = Charset.forName(name).name();
            return charset.equals("UTF-8") || charset.equals("US-ASCII");
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    boolean isIdentity() {
        return codings.isEmpty();
    }

    /**
     * The plain body; linear in the limit, whatever it was made to unfold to.
     *
     * @param limitBytes the longest that is taken, of the plain body and of each one between
     * @param room takes room for more bytes while it unfolds; false when there is none
     * @throws Failure of status 413 when it is longer, 400 when it is not what its label says, 503 when there is no room for it
     */
    byte[] decode(byte[] body, int limitBytes, LongPredicate room) {
        byte[] plain = body;
        for (String coding : codings) {
            plain = decode(coding, plain, limitBytes, room);
        }
        return plain;
    }

    private static byte[] decode(String coding, byte[] body, int limitBytes, LongPredicate room) {
        Inflater inflater = new Inflater(!isZlib(body));
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        try (InputStream decoding =
                coding.equals("gzip") ? new GZIPInputStream(in) : new InflaterInputStream(in, inflater)) {
            byte[] plain = drain(decoding, limitBytes, room);
            if (coding.equals("deflate") && inflater.getRemaining() > 0) {
                throw broken(coding, "something follows its end");
            }
            return plain;
        } catch (EOFException e) {
            throw broken(coding, "it ends too early");
        } catch (ZipException e) {
            throw broken(coding, "it is damaged, or is something else");
        } catch (IOException e) {
            throw broken(coding, "it cannot be read");
        } finally {
            inflater.end();
        }
    }

    private static byte[] drain(InputStream decoding, int limitBytes, LongPredicate room) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        for (int read = decoding.read(piece); read >= 0; read = decoding.read(piece)) {
            if (plain.size() + read > limitBytes) {
                throw Failure.ofCaller(
                        413,
                        "request_too_large",
                        null,
                        "the request body is longer than " + limitBytes + " bytes once it is decoded");
            }
            if (!room.test(read)) {
                throw Failure.full();
            }
            plain.write(piece, 0, read);
        }
        return plain.toByteArray();
    }

    /** Some clients send deflate without the head that RFC 1950, section 2.2, wants. */
    private static boolean isZlib(byte[] body) {
        return body.length >= 2 && (body[0] & 0x0f) == 8 && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % 31 == 0;
    }

    private static Failure broken(String coding, String why) {
        return Failure.ofCaller(
                400,
                "invalid_encoding",
                null,
                "the request body is labelled content-encoding: " + coding + ", but " + why
                        + "; encode it again, or send it plain");
    }

    private static String printable(String label) {
        String shown = label.length() <= 60 ? label : label.substring(0, 60) + "…";
        return shown.replaceAll("[^\\x20-\\x7e…]", "?");
    }
}
