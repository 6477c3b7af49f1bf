package dev.fulcrum.surface;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.fulcrum.surface.MalformedJson.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fills a {@link JsonDocument} from one pass of a parser, or tells what is wrong with the text and where.
 *
 * <p>Jackson holds the text to the grammar. Positions are kept here, because its locations would cost an object for each token: after one token
 * the next begins behind blanks, commas and colons. Strings are scanned here too, because Jackson skips unread ones without looking at surrogates.
 */
final class JsonTape {
    private static final int FEW_KEYS = 8;
    private static final int LONGEST_KEY_TOLD = 64;

    private final byte[] bytes;
    private final int to;
    private final boolean paired;
    private final int maxDepth;
    private final JsonDocument document;
    private final List<Set<String>> keys = new ArrayList<>(0);
    private int[] open = new int[8];
    private int[] counts = new int[8];
    private int depth;
    private int at;
    private String name;
    private int keyStart;

    JsonTape(byte[] bytes, int from, int to, boolean paired, int maxDepth) {
        this.bytes = bytes;
        this.to = to;
        this.paired = paired;
        this.maxDepth = maxDepth;
        this.at = from;
        this.document = new JsonDocument(bytes, to - from);
    }

    JsonDocument fill(JsonParser parser) throws IOException, MalformedJson {
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new MalformedJson(Problem.CUT, to, path());
            }
            take(token, parser);
        } while (depth > 0);
        refuseTrailing();
        return document;
    }

    private void take(JsonToken token, JsonParser parser) throws IOException, MalformedJson {
        skipSeparators();
        switch (token) {
            case FIELD_NAME -> key(parser.currentName());
            case START_OBJECT, START_ARRAY -> push();
            case END_OBJECT, END_ARRAY -> {
                at++;
                depth--;
                document.close(open[depth], at);
            }
            case VALUE_STRING -> scalar(stringEnd());
            default -> scalar(scalarEnd());
        }
    }

    private void key(String key) throws MalformedJson {
        keyStart = at;
        at = stringEnd();
        int count = counts[depth - 1];
        boolean twice = count < FEW_KEYS
                ? among(open[depth - 1], key)
                : !keysOf(depth - 1).add(key);
        if (twice) {
            name = key;
            throw new MalformedJson(Problem.DUPLICATE, keyStart, path());
        }
        name = key;
    }

    private boolean among(int object, String key) {
        for (int child = document.first(object); child < document.size(); child = document.after(child)) {
            if (JsonStrings.says(bytes, document.keyStart(child), key)) {
                return true;
            }
        }
        return false;
    }

    /** The keys seen so far of the object open at a level, once they are too many to be compared one by one. */
    private Set<String> keysOf(int level) {
        while (keys.size() <= level) {
            keys.add(null);
        }
        if (keys.get(level) == null) {
            Set<String> seen = new HashSet<>();
            int object = open[level];
            for (int child = document.first(object); child < document.size(); child = document.after(child)) {
                seen.add(document.name(child));
            }
            keys.set(level, seen);
        }
        return keys.get(level);
    }

    private void push() throws MalformedJson {
        if (depth == maxDepth) {
            throw new MalformedJson(Problem.DEPTH, at, path());
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            counts = Arrays.copyOf(counts, depth * 2);
        }
        int node = add();
        open[depth] = node;
        counts[depth] = 0;
        if (depth < keys.size()) {
            keys.set(depth, null);
        }
        depth++;
        at++;
    }

    private void scalar(int end) {
        int node = add();
        document.close(node, end);
        at = end;
    }

    private int add() {
        if (depth > 0) {
            counts[depth - 1]++;
        }
        int node = document.open(at, name == null ? JsonDocument.NO_KEY : keyStart);
        name = null;
        return node;
    }

    private int stringEnd() throws MalformedJson {
        try {
            return JsonStrings.end(bytes, at, to, paired);
        } catch (MalformedJson e) {
            throw e.at(path());
        }
    }

    private int scalarEnd() {
        int end = at;
        while (end < to && bytes[end] != ',' && bytes[end] != ']' && bytes[end] != '}' && !blank(bytes[end])) {
            end++;
        }
        return end;
    }

    private void skipSeparators() {
        while (at < to && (blank(bytes[at]) || bytes[at] == ',' || bytes[at] == ':')) {
            at++;
        }
    }

    private void refuseTrailing() throws MalformedJson {
        for (int next = at; next < to; next++) {
            if (!blank(bytes[next])) {
                throw new MalformedJson(Problem.TRAILING, next);
            }
        }
    }

    /**
     * Whether the text simply ends where the parser failed, in the middle of a token or between two.
     *
     * @throws MalformedJson what is wrong with the string on which the parser stopped: its own word is less exact
     */
    boolean endsEarly() throws MalformedJson {
        skipSeparators();
        if (at < to && bytes[at] == '"') {
            at = stringEnd();
            skipSeparators();
        }
        int rest = at;
        while (rest < to && (Character.isLetterOrDigit(bytes[rest]) || "+-.".indexOf(bytes[rest]) >= 0)) {
            rest++;
        }
        return rest == to;
    }

    /** Byte up to which the text was read. */
    int position() {
        return at;
    }

    /** Fields and positions that lead to where the reading stands. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (int level = 0; level < depth; level++) {
            boolean last = level + 1 == depth;
            if (bytes[document.start(open[level])] == '[') {
                path.append('[')
                        .append(last ? counts[level] : counts[level] - 1)
                        .append(']');
                continue;
            }
            String step = last ? name : document.name(open[level + 1]);
            if (step != null) {
                path.append(path.length() == 0 ? "" : ".").append(told(step));
            }
        }
        return path.toString();
    }

    private static String told(String key) {
        return key.length() > LONGEST_KEY_TOLD ? key.substring(0, LONGEST_KEY_TOLD) + "…" : key;
    }

    static boolean blank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
