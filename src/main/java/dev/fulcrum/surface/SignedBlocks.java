package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Thoughts that a model's server has signed: it takes them back as they were, or not at all. An edit inside of one therefore removes all of it.
 *
 * <p>In a request the thoughts of a turn in which tools are still at work stay as they are: the server that wrote them demands them, and takes none that it
 * did not write. Whatever only claims to be such a thought goes whole as others do, so that nobody keeps a redaction away by a field. An array of content
 * that would be left empty keeps a text in their place.
 */
final class SignedBlocks {
    /** No request nests as deep. */
    private static final int DEPTH = 1000;

    /** No server signs in fewer characters. */
    private static final int SHORTEST_SIGNATURE = 64;

    private static final Set<String> OF_A_THOUGHT =
            Set.of("type", "thinking", "signature", "thought_signature", "text", "summary", "id", "format", "index");

    /** Fields of Chat Completions messages that hold thoughts in pieces. */
    static final Set<String> LISTS = Set.of("reasoning_details", "thinking_blocks");

    private static final byte[] SIGNATURE = "signature\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INSTEAD =
            "{\"type\":\"text\",\"text\":\"[removed]\"}".getBytes(StandardCharsets.US_ASCII);

    /**
     * A block.
     *
     * @param list the array that it stands in
     * @param stays whether it is not removed either
     */
    private record Block(int node, int list, boolean stays) {}

    private final JsonDocument document;
    private final List<Block> blocks = new ArrayList<>();
    /** The lists whose thoughts belong to a turn in which tools are at work. */
    private final Set<Integer> atWork = new HashSet<>();

    private SignedBlocks(JsonDocument document) {
        this.document = document;
    }

    /** What replacements in a whole body come to when its signed blocks go whole. */
    static void guard(Splices splices, byte[] body) {
        if (splices.isEmpty() || !mentionsSignature(body)) {
            return;
        }
        try {
            SignedBlocks signed = new SignedBlocks(new JsonReader(DEPTH).read(body, 0, body.length, false));
            signed.findWork();
            signed.find(0, JsonDocument.NONE, "");
            signed.settle(splices);
        } catch (MalformedJson e) {
            throw new IllegalStateException("a body that was read before cannot be read again", e);
        }
    }

    private static boolean mentionsSignature(byte[] body) {
        for (int at = 0; at + SIGNATURE.length <= body.length; at++) {
            if (body[at] == 's' && starts(body, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean starts(byte[] body, int at) {
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (body[at + i] != SIGNATURE[i]) {
                return false;
            }
        }
        return true;
    }

    /** Byte behind the last message in which somebody else than the model and its tools speaks; none of an answer. */
    private int firstAtWork() {
        int end = Integer.MAX_VALUE;
        int messages = document.member(0, "messages");
        for (int message : document.children(document.is(Kind.ARRAY, messages) ? messages : JsonDocument.NONE)) {
            String role = document.textOrEmpty(document.member(message, "role"));
            boolean model = role.equals("assistant") || role.equals("tool") || role.equals("function");
            if (!model && !resultsOnly(document.member(message, "content"))) {
                end = document.end(message);
            }
        }
        return end;
    }

    private void findWork() {
        int messages = document.member(0, "messages");
        int first = firstAtWork();
        for (int message : document.children(document.is(Kind.ARRAY, messages) ? messages : JsonDocument.NONE)) {
            if (document.start(message) > first
                    && document.textOrEmpty(document.member(message, "role")).equals("assistant")
                    && calls(message)) {
                atWork.add(document.member(message, "content"));
                LISTS.forEach(list -> atWork.add(document.member(message, list)));
            }
        }
    }

    private boolean calls(int message) {
        int calls = document.member(message, "tool_calls");
        int content = document.member(message, "content");
        boolean any = document.is(Kind.ARRAY, calls) && document.children(calls).length > 0;
        for (int block : document.children(document.is(Kind.ARRAY, content) ? content : JsonDocument.NONE)) {
            any |= document.textOrEmpty(document.member(block, "type")).endsWith("tool_use");
        }
        return any;
    }

    /** Whether a block has what a server that signs puts into it, and nothing else. */
    private boolean genuine(int block) {
        String signature = signature(document, block);
        boolean known = signature.length() >= SHORTEST_SIGNATURE && KnownFields.isSealed(signature);
        for (int member : document.children(block)) {
            known &= OF_A_THOUGHT.contains(document.name(member));
        }
        return known;
    }

    private boolean resultsOnly(int content) {
        if (!document.is(Kind.ARRAY, content)) {
            return false;
        }
        boolean any = false;
        for (int block : document.children(content)) {
            any |= document.textOrEmpty(document.member(block, "type")).endsWith("tool_result");
            if (!document.textOrEmpty(document.member(block, "type")).endsWith("tool_result")) {
                return false;
            }
        }
        return any;
    }

    /** @param key of the array in which a node stands, or of the node */
    private void find(int node, int list, String key) {
        if (list != JsonDocument.NONE && document.is(Kind.OBJECT, node) && signed(node, key)) {
            blocks.add(new Block(node, list, atWork.contains(list) && genuine(node)));
            return;
        }
        for (int child : document.children(isContainer(node) ? node : JsonDocument.NONE)) {
            if (document.is(Kind.ARRAY, node)) {
                find(child, node, key);
            } else {
                String name = document.name(child);
                // what a tool is called with has its own fields
                if (!name.equals("input") || document.is(Kind.ARRAY, child)) {
                    find(child, JsonDocument.NONE, name);
                }
            }
        }
    }

    private boolean isContainer(int node) {
        return document.is(Kind.OBJECT, node) || document.is(Kind.ARRAY, node);
    }

    private boolean signed(int object, String key) {
        String type = document.textOrEmpty(document.member(object, "type"));
        boolean thought = type.startsWith("thinking") || type.startsWith("reasoning") || LISTS.contains(key);
        int inner = document.member(document.member(object, "reasoningContent"), "reasoningText");
        return (thought && !signature(document, object).isEmpty())
                || !signature(document, inner).isEmpty();
    }

    /** The signature that an object tells; empty if there is none. */
    static String signature(JsonDocument document, int object) {
        for (String name : new String[] {"signature", "thought_signature"}) {
            String told = document.textOrEmpty(document.member(object, name));
            if (!told.isEmpty()) {
                return told;
            }
        }
        return "";
    }

    private void settle(Splices splices) {
        List<Block> removed = new ArrayList<>();
        for (Block block : blocks) {
            if (splices.dropWithin(document.start(block.node()), document.end(block.node())) && !block.stays()) {
                removed.add(block);
            }
        }
        for (Block block : removed) {
            remove(block, removed, splices);
        }
    }

    private void remove(Block block, List<Block> removed, Splices splices) {
        int[] all = document.children(block.list());
        int place = document.position(block.list(), block.node());
        int leading = 0;
        while (leading < all.length && contains(removed, all[leading])) {
            leading++;
        }
        if (leading == all.length && place == all.length - 1) {
            splices.put(
                    document.start(block.node()),
                    document.end(block.node()),
                    instead(block).orElse(new byte[0]));
        } else if (place < leading) {
            int next = place + 1 < all.length ? document.start(all[place + 1]) : document.end(block.node());
            splices.put(document.start(block.node()), next, new byte[0]);
        } else {
            splices.put(document.end(all[place - 1]), document.end(block.node()), new byte[0]);
        }
    }

    private Optional<byte[]> instead(Block block) {
        boolean typed =
                document.textOrEmpty(document.member(block.node(), "type")).startsWith("thinking");
        return typed ? Optional.of(INSTEAD) : Optional.empty();
    }

    private static boolean contains(List<Block> blocks, int node) {
        return blocks.stream().anyMatch(block -> block.node() == node);
    }
}
