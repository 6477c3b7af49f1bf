package dev.fulcrum.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the requests of one connection apart: HTTP/1.1 with bodies by length, in chunks, or without any (RFC 9112, section 6).
 *
 * <p>It reads what well-behaved clients send and trusts it. What has come is looked at anew with every piece, since a request mostly comes in one.
 */
final class RequestReader {
    private static final Pattern LENGTH =
            Pattern.compile("\r\ncontent-length:[ \t]*([0-9]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHUNKED =
            Pattern.compile("\r\ntransfer-encoding:[ \t]*chunked", Pattern.CASE_INSENSITIVE);
    private static final String LINE_END = "\r\n";
    private static final String HEAD_END = "\r\n\r\n";

    private byte[] bytes = new byte[2048];
    private int length;

    /** Takes what the connection sent. */
    void add(ByteBuffer sent) {
        int sum = length + sent.remaining();
        if (sum > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(sum, 2 * bytes.length));
        }
        sent.get(bytes, length, sum - length);
        length = sum;
    }

    /** The body of the next request, a character for each byte; empty unless the whole request has come. */
    Optional<String> next() {
        String text = new String(bytes, 0, length, ISO_8859_1);
        int end = text.indexOf(HEAD_END);
        if (end < 0) {
            return Optional.empty();
        }
        String head = text.substring(0, end);
        int begin = end + HEAD_END.length();
        if (CHUNKED.matcher(head).find()) {
            return chunks(text, begin);
        }
        Matcher found = LENGTH.matcher(head);
        int behind = begin + (found.find() ? Integer.parseInt(found.group(1)) : 0);
        if (behind > length) {
            return Optional.empty();
        }
        drop(behind);
        return Optional.of(text.substring(begin, behind));
    }

    private Optional<String> chunks(String text, int begin) {
        StringBuilder body = new StringBuilder();
        int at = begin;
        while (true) {
            int sizeEnd = text.indexOf(LINE_END, at);
            if (sizeEnd < 0) {
                return Optional.empty();
            }
            int size = Integer.parseInt(text, at, sizeEnd, 16);
            int data = sizeEnd + LINE_END.length();
            int behind = data + size + LINE_END.length();
            if (behind > length) {
                return Optional.empty();
            }
            if (size == 0) {
                drop(behind);
                return Optional.of(body.toString());
            }
            body.append(text, data, data + size);
            at = behind;
        }
    }

    private void drop(int count) {
        length -= count;
        System.arraycopy(bytes, count, bytes, 0, length);
    }
}
