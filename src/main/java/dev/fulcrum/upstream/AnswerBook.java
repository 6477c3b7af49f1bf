package dev.fulcrum.upstream;

/** What a simulated model says. Stateless. */
sealed interface AnswerBook permits EagerBook, CarefulBook, EvasiveBook, BalancedBook {

    /**
     * The answer to a question, in the question's language.
     *
     * @param seed chooses among wordings; the same seed gives the same answer
     */
    String answer(Question question, long seed);

    /** The book that a character answers from. */
    static AnswerBook of(SimulatedCharacter character) {
        return switch (character) {
            case EAGER -> new EagerBook();
            case CAREFUL -> new CarefulBook();
            case EVASIVE -> new EvasiveBook();
            case BALANCED -> new BalancedBook();
        };
    }
}
