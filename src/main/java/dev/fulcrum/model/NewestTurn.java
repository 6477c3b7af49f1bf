package dev.fulcrum.model;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Which messages of a history belong to the newest turn: what rules judge as asked now.
 *
 * <p>It begins behind the model's last answer, and has what its own words {@link Reference refer to} besides: whoever asks for the answer to an earlier
 * question asks it again. The caller writes the history, so that it is no evidence of what a model said; three things are no answers:
 *
 * <ul>
 *   <li>messages of the assistant at the very end, which are prefills: the caller puts words into the model's mouth;
 *   <li>those that say nothing;
 *   <li>those that a tool's result follows, since the model has not answered yet.
 * </ul>
 *
 * @param first where it begins, as a position; the number of messages when there are none
 */
public record NewestTurn(int first, BitSet positions) {
    /** Stands for a message that has no words but something else, such as a picture. */
    public static final String OTHER = "object";

    private static final String ASSISTANT = "assistant";
    private static final String USER = "user";

    /**
     * One message, as far as it matters here.
     *
     * @param role as in {@link Message}
     * @param result whether it brings what a tool returned
     */
    public record Said(String role, boolean result) {}

    /** Finds the newest turn. */
    public static NewestTurn of(List<Said> history, IntFunction<String> text) {
        int end = history.size();
        int prefill = end;
        while (prefill > 0 && is(history, prefill - 1, ASSISTANT)) {
            prefill--;
        }
        int first = behindLastAnswer(history, text, prefill);
        BitSet positions = new BitSet(end);
        for (int i = first; i < end; i++) {
            positions.set(i, i >= prefill || !is(history, i, ASSISTANT));
        }
        addReferred(history, text, first, prefill, positions);
        return new NewestTurn(first, positions);
    }

    /** Whether a message belongs to it. */
    public boolean has(int position) {
        return positions.get(position);
    }

    private static int behindLastAnswer(List<Said> history, IntFunction<String> text, int prefill) {
        int i = prefill;
        while (i > 0) {
            int burst = i;
            boolean speaks = false;
            while (burst > 0 && is(history, burst - 1, ASSISTANT)) {
                burst--;
                speaks = speaks || !text.apply(burst).isBlank();
            }
            boolean answered = burst < i && speaks && !history.get(i).result();
            if (answered) {
                return i;
            }
            i = burst < i ? burst : i - 1;
        }
        return 0;
    }

    private static void addReferred(
            List<Said> history, IntFunction<String> text, int first, int prefill, BitSet positions) {
        if (first == 0) {
            return;
        }
        StringBuilder words = new StringBuilder();
        boolean result = false;
        for (int i = first; i < prefill; i++) {
            result = result || history.get(i).result();
            if (is(history, i, USER)) {
                words.append(text.apply(i)).append('\n');
            }
        }
        Reference reference = result && words.toString().isBlank() ? Reference.NONE : Reference.in(words.toString());
        for (int i = first - 1; i >= 0 && reference != Reference.NONE; i--) {
            if (is(history, i, USER)) {
                positions.set(i);
                boolean own = Reference.in(text.apply(i)) != Reference.LAST;
                reference = reference == Reference.LAST && own ? Reference.NONE : reference;
            }
        }
    }

    private static boolean is(List<Said> history, int position, String role) {
        return history.get(position).role().equals(role);
    }
}
