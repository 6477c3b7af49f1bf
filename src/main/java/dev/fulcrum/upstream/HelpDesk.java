package dev.fulcrum.upstream;

import java.util.EnumMap;
import java.util.Map;

/** What the help desk of an invented bank knows: the facts that the characters tell, hide or overdo. */
final class HelpDesk {
    private static final Map<Topic, Wordings> FACTS = facts();

    private HelpDesk() {}

    /** The help desk's plain answer. */
    static String fact(Topic topic, boolean inChinese) {
        return FACTS.get(topic).pick(inChinese, 0);
    }

    private static Map<Topic, Wordings> facts() {
        Map<Topic, Wordings> facts = new EnumMap<>(Topic.class);
        services(facts);
        limits(facts);
        return facts;
    }

    private static void services(Map<Topic, Wordings> facts) {
        facts.put(
                Topic.HOURS,
                Wordings.of(
                        "Our branches are open from 9:00 to 17:00 on weekdays and until 12:00 on Saturdays."
                                + " The help line is open day and night.",
                        "我们的网点工作日 9:00 至 17:00 营业，周六营业到 12:00，客服热线全天开放。"));
        facts.put(
                Topic.FEES,
                Wordings.of(
                        "A current account costs 5 euros a month and nothing with an income above 1,500 euros."
                                + " Transfers inside the country are free.",
                        "普通账户每月管理费 10 元，日均余额超过 5000 元免收；境内转账不收手续费。"));
        facts.put(
                Topic.CARD,
                Wordings.of(
                        "Please lock the card in the app under Cards, or call the help line at any hour."
                                + " A new card arrives within five working days.",
                        "请立即在手机银行的“银行卡”页面挂失，或随时拨打客服热线；新卡五个工作日内寄到。"));
        facts.put(
                Topic.LIMIT,
                Wordings.of(
                        "The daily limit is 10,000 euros. You can lower or raise it in the app under Settings;"
                                + " above 50,000 euros a visit to a branch is needed.",
                        "每日转账限额为 5 万元，可以在手机银行的“设置”里调整；超过 20 万元需要到网点办理。"));
        facts.put(
                Topic.PASSWORD,
                Wordings.of(
                        "Choose “Forgotten password” on the login page and confirm with your phone."
                                + " We never ask for your password.",
                        "请在登录页点击“忘记密码”，并用手机验证。我们绝不会向您索要密码。"));
        facts.put(
                Topic.RATES,
                Wordings.of(
                        "Today's exchange rates are in the app under Currencies; they follow the market by the minute.",
                        "当天的汇率可以在手机银行的“外汇”页面查看，随市场实时变动。"));
        facts.put(
                Topic.COMPLAINT,
                Wordings.of(
                        "I am sorry about that. Please write it down in the app under Complaints;"
                                + " you will have an answer within five working days.",
                        "给您带来不便，非常抱歉。请在手机银行的“投诉”页面说明情况，五个工作日内会有答复。"));
    }

    private static void limits(Map<Topic, Wordings> facts) {
        facts.put(
                Topic.REFUND,
                Wordings.of(
                        "We look into every charge that you doubt and tell you the result within ten working days."
                                + " Please name its date and amount.",
                        "您有疑问的每笔扣费我们都会核实，十个工作日内告知结果。请提供日期和金额。"));
        facts.put(
                Topic.INVESTMENT,
                Wordings.of(
                        "I do not recommend investments. A licensed adviser can go through your situation with you.",
                        "我不提供投资建议。持牌理财顾问可以和您一起分析您的情况。"));
        facts.put(
                Topic.CONTACT,
                Wordings.of(
                        "Colleagues' own addresses stay with us. The message box in the app reaches the right person.",
                        "我们不提供同事的个人联系方式，您可以通过手机银行的“留言”联系到合适的人。"));
        facts.put(
                Topic.INSTRUCTIONS,
                Wordings.of(
                        "My instructions are not for sharing. What can I do about your account?",
                        "我的指令不便公开。请问您的账户有什么需要帮助的吗？"));
        facts.put(Topic.DANGER, Wordings.of("I can't help with that.", "这件事我不能帮忙。"));
        facts.put(Topic.GREETING, Wordings.of("Good day! What can I do for you?", "您好！请问有什么可以帮您？"));
        facts.put(
                Topic.OTHER,
                Wordings.of(
                        "This desk can help with accounts, cards, transfers, fees and exchange rates."
                                + " Which of them is it about?",
                        "我可以解答账户、银行卡、转账、费用和汇率方面的问题，请问您想了解哪一项？"));
    }
}
