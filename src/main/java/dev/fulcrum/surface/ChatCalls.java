package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.ToolCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tool calls of one choice while they are put together; not safe between threads.
 *
 * <p>Clients do not agree on what belongs together: some go by the index, some begin a call with each new id. A call is what has one index and one
 * id; where an index, or an id, has several, what a client that joins them would call is told too. Calls that are whole only when they are
 * joined are none that a rule can judge: such an answer is refused.
 */
final class ChatCalls {
    /** Place of the legacy function call, before all tool calls. */
    private static final long LEGACY = -1;

    private static final class Call {
        private final long place;
        private final GrowingPart part;
        private final JsonOrText arguments;
        private final CallNames names = new CallNames();
        private String id;
        private boolean free;

        private Call(long place, String id, GrowingPart part) {
            this.place = place;
            this.id = id;
            this.part = part;
            this.arguments = JsonOrText.arguments(part);
        }

        /** Whether what it was called with is told to its end; nothing at all is what some servers tell for no arguments. */
        private boolean whole() {
            return !free
                    && (arguments.raw().isBlank()
                            || new JsonGrammar(false).feed(arguments.raw()).whole());
        }
    }

    private final ReleaseGate gate;
    /** By place, those of one place in the order in which they began; immutable as long as there are none. */
    private List<Call> calls = List.of();

    private Call latest;

    ChatCalls(ReleaseGate gate) {
        this.gate = gate;
    }

    /** Takes the calls of a whole message: each is one of its own, whatever index it claims. */
    void addWhole(ChatFragment fragment, int array) throws UnexpectedShape {
        for (int node : fragment.document().children(array)) {
            CallPieces pieces = pieces(fragment, node);
            long place = calls.isEmpty() ? 0 : calls.get(calls.size() - 1).place + 1;
            add(begin(Math.max(0, place), id(fragment, node)), pieces, free(fragment, node));
        }
    }

    /** Takes what a delta adds. */
    void addDelta(ChatFragment fragment, int array) throws UnexpectedShape {
        long position = 0;
        for (int node : fragment.document().children(array)) {
            CallPieces pieces = pieces(fragment, node);
            String id = id(fragment, node);
            long told = index(fragment, node);
            boolean lost = told < 0 && id.isEmpty() && !calls.isEmpty();
            if (lost && (latest == null || latest.place != position)) {
                throw UnreadableAnswer.ambiguous();
            }
            add(call(told < 0 ? position : told, id, pieces), pieces, free(fragment, node));
            position++;
        }
    }

    /** Takes the legacy function call, or what a delta adds to it. */
    void addLegacy(ChatFragment fragment, int node) throws UnexpectedShape {
        CallPieces pieces = new CallPieces();
        fragment.readLegacyCall(node, pieces);
        passName(fragment, node);
        Call known = at(LEGACY);
        add(known == null ? begin(LEGACY, "") : known, pieces, false);
    }

    private static CallPieces pieces(ChatFragment fragment, int node) throws UnexpectedShape {
        JsonDocument document = fragment.document();
        CallPieces pieces = new CallPieces();
        fragment.readCall(node, pieces);
        int function = document.member(node, "function");
        int custom = document.member(node, "custom");
        if (!document.absent(function) && !document.absent(custom)) {
            throw UnreadableAnswer.ambiguous();
        }
        if (document.absent(function) && document.absent(custom)) {
            // some servers tell a call without the object around it
            fragment.readLegacyCall(node, pieces);
            passName(fragment, node);
        }
        passName(fragment, function);
        passName(fragment, custom);
        return pieces;
    }

    /** The name of a call is told as such. */
    private static void passName(ChatFragment fragment, int call) {
        int name = fragment.document().member(call, "name");
        if (fragment.document().is(JsonDocument.Kind.STRING, name)) {
            fragment.passOver(name);
        }
    }

    private static String id(ChatFragment fragment, int node) {
        return fragment.document().textOrEmpty(fragment.document().member(node, "id"));
    }

    private static boolean free(ChatFragment fragment, int node) {
        return !fragment.document().absent(fragment.document().member(node, "custom"));
    }

    /** The index that a call tells, also one that is written as a string; negative if there is none. */
    private static long index(ChatFragment fragment, int node) {
        JsonDocument document = fragment.document();
        int told = document.member(node, "index");
        String written = document.textOrEmpty(told);
        return written.matches("[0-9]{1,9}") ? Long.parseLong(written) : document.whole(told, -1);
    }

    /** The call of one place and id; one that says nothing of its id goes on with what came last in its place, unless that is over. */
    private Call call(long place, String id, CallPieces pieces) {
        Call last = at(place);
        if (last == null) {
            return begin(place, id);
        }
        if (id.isEmpty()) {
            boolean another = !pieces.name().isEmpty()
                    && !pieces.arguments().isEmpty()
                    && JsonGrammar.isContainer(last.arguments.raw());
            return another ? begin(place, id) : last;
        }
        for (Call call : calls) {
            if (call.place == place && call.id.equals(id)) {
                return call;
            }
        }
        if (last.id.isEmpty() && last.arguments.raw().isEmpty()) {
            last.id = id;
            return last;
        }
        return begin(place, id);
    }

    /** The call that came last in a place. */
    private Call at(long place) {
        Call found = null;
        for (Call call : calls) {
            found = call.place == place ? call : found;
        }
        return latest != null && latest.place == place ? latest : found;
    }

    private Call begin(long place, String id) {
        // earlier calls may go on: some servers tell several at once
        Call call = new Call(place, id, gate.next(Part.TOOL_CALL));
        calls = calls.isEmpty() ? new ArrayList<>(1) : calls;
        int behind = calls.size();
        while (behind > 0 && calls.get(behind - 1).place > place) {
            behind--;
        }
        calls.add(behind, call);
        return call;
    }

    private void add(Call call, CallPieces pieces, boolean free) {
        latest = call;
        call.names.addAll(pieces.names());
        call.free |= free;
        if (pieces.arguments().count() > 0) {
            call.arguments.say(pieces.arguments());
        } else {
            call.part.mention();
        }
    }

    /** Takes that nothing more will come. */
    void end() {
        for (List<Call> together : joined()) {
            for (Call call : together) {
                if (!call.whole()) {
                    throw UnreadableAnswer.ambiguous();
                }
            }
        }
        calls.forEach(call -> call.arguments.end());
    }

    /** Calls that some clients take for one: those of one place, and those of one id. */
    private List<List<Call>> joined() {
        if (calls.size() < 2) {
            return List.of();
        }
        Map<Object, List<Call>> groups = new LinkedHashMap<>();
        for (Call call : calls) {
            groups.computeIfAbsent(call.place, place -> new ArrayList<>(1)).add(call);
            if (!call.id.isEmpty()) {
                groups.computeIfAbsent(call.id, id -> new ArrayList<>(1)).add(call);
            }
        }
        groups.values().removeIf(group -> group.size() < 2);
        return List.copyOf(groups.values());
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** How much of them has come: characters, and calls. */
    int size() {
        int size = calls.size();
        for (Call call : calls) {
            size += call.arguments.length();
        }
        return size;
    }

    /** Every call that a client may make of them. */
    List<ToolCall> facts() {
        List<ToolCall> facts = new ArrayList<>(calls.size());
        for (Call call : calls) {
            for (String name : call.names.all()) {
                facts.add(new ToolCall(name, call.part.text(), call.part.index(), true));
            }
        }
        Set<ToolCall> more = new LinkedHashSet<>();
        for (List<Call> together : joined()) {
            CallNames names = new CallNames();
            StringBuilder arguments = new StringBuilder();
            for (Call call : together) {
                names.add(call.names.likely());
                arguments.append(call.part.text());
            }
            int first = together.get(0).part.index();
            names.all().forEach(name -> more.add(new ToolCall(name, arguments.toString(), first, true)));
        }
        more.removeIf(facts::contains);
        facts.addAll(more);
        return facts;
    }

    /** The parts of what they were called with, in order. */
    List<GrowingPart> parts() {
        return calls.isEmpty()
                ? Collections.emptyList()
                : calls.stream().map(call -> call.part).toList();
    }
}
