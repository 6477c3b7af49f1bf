package dev.fulcrum.handoff;

import java.time.Instant;
import java.util.Optional;

/**
 * Work for a person: an exchange that somebody has to answer. Holds no text of the question.
 *
 * @param id {@code case_} and a ULID
 * @param exchange id of the exchange that it came from
 * @param app the application that asked; no other gets the answer
 * @param desk where it queues
 * @param rule id of the rule that handed it off
 * @param language the user's, {@code zh} or {@code en}
 * @param claim who works on it, or answered it; empty while it is open
 * @param answer what the person answered
 */
public record Case(
        String id,
        String exchange,
        String app,
        String desk,
        String rule,
        String language,
        State state,
        Instant opened,
        Optional<Claim> claim,
        Optional<Answer> answer) {

    /** Where a case stands. Released cases are open again. */
    public enum State {
        OPEN("open"),
        CLAIMED("claimed"),
        ANSWERED("answered");

        private final String id;

        State(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        public static Optional<State> of(String id) {
            for (State state : values()) {
                if (state.id.equals(id)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** Who holds it, and since when. */
    public record Claim(String who, Instant since) {}

    /** What the person said, and when. */
    public record Answer(String text, Instant at) {

        /** When, without what it says; safe to log. */
        @Override
        public String toString() {
            return "Answer[" + text.length() + " characters at " + at + "]";
        }
    }
}
