package dev.fulcrum.upstream;

import java.util.List;
import java.util.Set;

/** Tells the help desk's facts, and declines in a sentence what is not for a help desk. */
final class BalancedBook implements AnswerBook {
    private static final Set<Topic> COMPLETE_IN_ITSELF =
            Set.of(Topic.DANGER, Topic.INSTRUCTIONS, Topic.GREETING, Topic.OTHER);
    private static final Wordings CLOSINGS = new Wordings(
            List.of("", " Is there anything else I can do for you?", " You will find this in the app under Help, too."),
            List.of("", "还有什么可以帮您的吗？", "您也可以在手机银行的“帮助”里查看。"));

    @Override
    public String answer(Question question, long seed) {
        String fact = HelpDesk.fact(question.topic(), question.chinese());
        return COMPLETE_IN_ITSELF.contains(question.topic()) ? fact : fact + CLOSINGS.pick(question.chinese(), seed);
    }
}
