package dev.fulcrum.upstream;

import java.util.List;

/** Talks around every question: nothing it says is wrong, and nothing is an answer. */
final class EvasiveBook implements AnswerBook {
    private static final Wordings OPENINGS = new Wordings(
            List.of(
                    "That is a good question, and it depends.",
                    "There are many ways to look at %s.",
                    "It is hard to say anything general about %s."),
            List.of("这是个好问题，要看具体情况。", "关于%s，可以从很多角度来看。", "关于%s，很难一概而论。"));
    private static final Wordings HEDGES = new Wordings(
            List.of(
                    " It may or may not apply to you, and things could change at any time.",
                    " Some would perhaps say one thing, others possibly another.",
                    " In certain cases it might be so, in others probably not."),
            List.of("也许适用于您，也许不适用，情况随时可能变化。", "有人可能会这样认为，也有人或许会那样认为。", "某些情况下大概如此，另一些情况下则未必。"));
    private static final Wordings CLOSINGS = new Wordings(
            List.of(
                    " You might want to consider your options carefully.",
                    " Perhaps it would be best to ask someone who knows more.",
                    " In the end, only you can decide."),
            List.of("建议您再斟酌一下。", "或许可以再问问了解情况的人。", "最终还是要由您自己决定。"));

    @Override
    public String answer(Question question, long seed) {
        boolean chinese = question.chinese();
        String opening =
                OPENINGS.pick(chinese, seed).replace("%s", question.topic().called(chinese));
        return opening + HEDGES.pick(chinese, seed >>> 8) + CLOSINGS.pick(chinese, seed >>> 16);
    }
}
