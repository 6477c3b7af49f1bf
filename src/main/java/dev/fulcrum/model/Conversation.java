package dev.fulcrum.model;

import java.util.List;
import java.util.function.Predicate;

/**
 * The history that the request itself carries; nothing is kept between requests.
 *
 * <p>Of what the model says between two messages of the user, the last message with text counts: what comes before a tool's result is not
 * its answer yet. What nobody has replied to is not in the history's past and does not count; nor does the answer of this exchange.
 *
 * @param turns how many messages the user has written
 * @param repeatedQuestions how many of the user's messages say the same as an earlier one, blanks, case and width apart
 * @param refusals how many of the model's answers turned the user away
 * @param refusalsInARow how many of these are its newest answers, with none between them that did not
 */
public record Conversation(int turns, int repeatedQuestions, int refusals, int refusalsInARow) {
    /** A conversation in which nobody has said anything. */
    public static final Conversation NONE = new Conversation(0, 0, 0, 0);

    /**
     * Counts what a history holds.
     *
     * @param turnsAway whether a text of the model turns the user away; asked once for each answer
     */
    public static Conversation of(List<Message> history, Predicate<String> turnsAway) {
        UserTexts user = UserTexts.of(history);
        int refusals = 0;
        int inARow = 0;
        String answer = "";
        for (int i = 0; i < history.size(); i++) {
            Message message = history.get(i);
            if (message.role().equals("assistant") && !message.text().isBlank()) {
                answer = message.text();
            } else if (message.role().equals("user") && !answer.isEmpty()) {
                boolean refusal = turnsAway.test(answer);
                refusals += refusal ? 1 : 0;
                inARow = refusal ? inARow + 1 : 0;
                answer = "";
            }
        }
        return new Conversation(user.texts().size(), user.repeatedQuestions(), refusals, inARow);
    }
}
