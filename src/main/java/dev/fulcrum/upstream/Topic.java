package dev.fulcrum.upstream;

import java.util.regex.Pattern;

/** What a question to a bank's help desk is about; the first that fits counts. */
enum Topic {
    INSTRUCTIONS(
            "these instructions",
            "这些指令",
            "system prompt|(your|the) (hidden |initial |original |secret )?(instructions|prompt)\\b"
                    + "|ignore (all |any |the |your )*(previous|prior|above|earlier)"
                    + "|系统提示|提示词|你的指令|忽略(之前|以上|前面|上面|所有)"),
    DANGER(
            "this",
            "这件事",
            "\\b(bombs?|explosives?|malware|ransomware|phishing|launder\\w*|hack(ing)? into|counterfeit\\w*)\\b"
                    + "|\\bkill (a |my |the |his |her )?(person|someone|somebody|people|neighbou?r|wife|husband|boss|him)\\b"
                    + "|炸弹|炸药|木马|勒索软件|洗钱|钓鱼网站|伪造|盗取|盗刷|杀人"),
    INVESTMENT(
            "investments",
            "投资",
            "\\binvest\\w*|\\b(stocks?|shares|bonds?|crypto|bitcoin|portfolio|funds)\\b|投资|股票|基金|理财|债券|买入|比特币"),
    REFUND("refunds", "退款", "refund|money back|reimburse|退款|退费|退钱|退还|返还"),
    CARD(
            "lost cards",
            "银行卡挂失",
            "\\b(lost|stolen|missing|block|freeze)\\b.*\\bcard|\\bcard\\b.*\\b(lost|stolen|missing|block|freeze|gone)\\b"
                    + "|挂失|卡.*(丢|被盗|不见|冻结)|(丢|冻结).*卡"),
    PASSWORD("passwords", "密码", "password|passcode|\\bpin\\b|\\blog ?in\\b|locked out|密码|登录|口令"),
    LIMIT("transfer limits", "转账限额", "\\btransfers?\\b|\\blimits?\\b|转账|限额|汇款"),
    CONTACT(
            "contacts",
            "联系方式",
            "\\be-?mails?\\b|\\bcontact|phone number|\\breach\\b|\\bcolleague|who (can|should) i (talk|speak|write)"
                    + "|邮箱|邮件|联系|电话|同事|客户经理"),
    RATES("exchange rates", "汇率", "exchange rates?|currenc(y|ies)|\\bdollars?\\b|\\beuros?\\b|汇率|外汇|美元|欧元|兑换"),
    HOURS("opening hours", "营业时间", "\\bopen(ing)?\\b|\\bclosed?\\b|\\bhours\\b|\\bbranch|营业|几点|开门|关门|网点"),
    FEES("fees", "费用", "\\bfees?\\b|\\bcharged?s?\\b|\\bcosts?\\b|\\bprices?\\b|手续费|费用|收费|年费|管理费|多少钱"),
    COMPLAINT("complaints", "投诉", "complain|unhappy|unacceptable|terrible|投诉|不满|差评|太差"),
    GREETING(
            "your visit",
            "您的来访",
            "^\\W*(hi|hello|hey|good (morning|afternoon|evening)|thanks|thank you)\\b|^(你好|您好|早上好|谢谢)"),
    OTHER("this question", "这个问题", "");

    private final String english;
    private final String chinese;
    private final Pattern words;

    Topic(String english, String chinese, String words) {
        this.english = english;
        this.chinese = chinese;
        this.words = Pattern.compile(words, Pattern.DOTALL);
    }

    /** The topic of a text in lower case and normal width. */
    static Topic of(String folded) {
        for (Topic topic : values()) {
            if (topic.words.matcher(folded).find()) {
                return topic;
            }
        }
        return OTHER;
    }

    /** What the topic is called in a sentence. */
    String called(boolean inChinese) {
        return inChinese ? chinese : english;
    }
}
