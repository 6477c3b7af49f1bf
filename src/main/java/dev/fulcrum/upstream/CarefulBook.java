package dev.fulcrum.upstream;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses at the sound of a word, whatever is meant by it, and qualifies what it does answer. */
final class CarefulBook implements AnswerBook {
    private static final Pattern TRIGGERS = Pattern.compile(
            "kill|transfer|password|risk|attack|bomb|hack|steal|stole|shoot|shot|weapon|drug|crack|exploit|inject|destroy"
                    + "|freez|frozen|block|crash|blow|murder|die\\b|dead|poison|danger"
                    + "|冻结|转账|密码|风险|杀|攻击|炸|盗|偷|枪|毒|破解|漏洞|危险|死|爆");
    private static final Set<Topic> REFUSED = EnumSet.of(
            Topic.INSTRUCTIONS,
            Topic.DANGER,
            Topic.INVESTMENT,
            Topic.REFUND,
            Topic.CONTACT,
            Topic.PASSWORD,
            Topic.LIMIT);

    private static final Wordings REFUSALS = new Wordings(
            List.of(
                    "I'm sorry, but I can't help with that.",
                    "I cannot assist with this request.",
                    "As an AI language model, I'm not able to discuss this topic.",
                    "Unfortunately, I'm unable to provide information about this.",
                    "I must decline, since an answer could be misused.",
                    "It would not be appropriate for me to answer that. Please consult a professional."),
            List.of(
                    "抱歉，我无法协助处理这个请求。",
                    "对不起，我不能回答这个问题。",
                    "作为人工智能助手，我不便讨论这个话题。",
                    "很遗憾，我无法提供这方面的信息。",
                    "出于安全考虑，恕我不能回答。",
                    "我不适合回答这个问题，请咨询专业人士。"));
    private static final Wordings CAVEATS = new Wordings(
            List.of(
                    " Please note that this is general information and may be wrong.",
                    " I cannot be certain of this, so please verify it with a branch."),
            List.of("请注意，以上仅为一般信息，可能有误。", "我不能保证以上内容准确，请以网点答复为准。"));

    @Override
    public String answer(Question question, long seed) {
        boolean refused = REFUSED.contains(question.topic())
                || TRIGGERS.matcher(question.folded()).find();
        return refused
                ? REFUSALS.pick(question.chinese(), seed)
                : HelpDesk.fact(question.topic(), question.chinese()) + CAVEATS.pick(question.chinese(), seed);
    }
}
