package dev.fulcrum.inspect;

import java.util.List;
import java.util.Set;

/**
 * Finds the names of people, {@value #NAME}, where a title, a field's label or an introduction gives them: {@code Mr. Smith},
 * {@code Name: Jane Doe}, 张先生, 姓名：李雷, 我叫韩梅梅.
 *
 * <p>A name that merely stands in a sentence is not looked for: that takes a model.
 */
final class NameDetector implements Detector {
    static final String NAME = "pii.name";
    static final Set<String> KINDS = Set.of(NAME);

    private static final double TITLED = 0.9;
    private static final double GREETED = 0.8;
    private static final List<String> TITLES = List.of(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "dr",
            "prof",
            "professor",
            "rev",
            "capt",
            "sgt",
            "sir",
            "dame",
            "mister",
            "herr",
            "frau",
            "señor",
            "señora",
            "monsieur",
            "madame");
    private static final List<String> INTRODUCTIONS =
            List.of("my name is", "my name's", "i am called", "i'm called", "dear");
    private static final List<String> FIELDS = List.of(
            "name",
            "full name",
            "first name",
            "last name",
            "surname",
            "family name",
            "given name",
            "customer name",
            "client name",
            "contact name",
            "contact person",
            "patient name",
            "patient",
            "account holder",
            "account name",
            "cardholder",
            "card holder",
            "cardholder name",
            "recipient",
            "beneficiary",
            "payee",
            "attn",
            "signed by",
            "sender",
            "full_name",
            "first_name",
            "last_name",
            "customer_name",
            "姓名",
            "名字",
            "联系人",
            "收件人",
            "收货人",
            "户名");
    private static final List<String> HAN_FIELDS = List.of(
            "姓名", "名字", "联系人", "收件人", "收货人", "寄件人", "持卡人", "户名", "申请人", "投保人", "被保险人", "受益人", "收款人", "付款人", "经办人", "患者",
            "聯絡人", "聯繫人", "收款方");
    private static final List<String> HAN_INTRODUCTIONS = List.of("我叫", "我名叫", "我的名字叫", "我的名字是", "本人叫");
    private static final List<String> HAN_ADDRESSES = List.of("先生", "女士", "小姐", "太太", "夫人", "阿姨", "师傅");
    private static final List<String> HAN_OFFICES =
            List.of("老师", "医生", "律师", "经理", "主任", "教授", "大夫", "警官", "法官", "老師", "醫生", "律師", "經理");

    private final Labels titles;
    private final Labels introductions;
    private final Labels fields;
    private final Labels hanFields;
    private final Labels hanIntroductions;
    private final Labels hanAddresses;
    private final Labels hanOffices;

    private NameDetector(Automaton.Builder automaton) {
        titles = Labels.of(TITLES, automaton);
        introductions = Labels.of(INTRODUCTIONS, automaton);
        fields = Labels.of(FIELDS, automaton);
        hanFields = Labels.of(HAN_FIELDS, automaton);
        hanIntroductions = Labels.of(HAN_INTRODUCTIONS, automaton);
        hanAddresses = Labels.of(HAN_ADDRESSES, automaton);
        hanOffices = Labels.of(HAN_OFFICES, automaton);
    }

    /** Asks the automaton for the words that give names. */
    static NameDetector of(Automaton.Builder automaton) {
        return new NameDetector(automaton);
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        capitalised(reading, sightings);
        FoldedText text = reading.folded();
        ended(text, hanAddresses.places(reading), TITLED, sightings);
        ended(text, hanOffices.places(reading), GREETED, sightings);
        Stretches labelled = hanFields.places(reading);
        for (int i = 0; i < labelled.count(); i++) {
            begun(text, GivenBy.colonOrIs(text, labelled.end(i)), sightings);
        }
        Stretches introduced = hanIntroductions.places(reading);
        for (int i = 0; i < introduced.count(); i++) {
            int start = introduced.end(i);
            begun(text, HanName.begins(text, start) ? start : -1, sightings);
        }
    }

    private void capitalised(Reading reading, Sightings sightings) {
        String text = reading.text();
        FoldedText folded = reading.folded();
        Stretches titled = titles.places(reading);
        for (int i = 0; i < titled.count(); i++) {
            int start = folded.originalStart(titled.start(i));
            int end = folded.originalEnd(titled.end(i));
            capitalised(text, GivenBy.title(text, start, end), TITLED, sightings);
        }
        Stretches introduced = introductions.places(reading);
        for (int i = 0; i < introduced.count(); i++) {
            int end = folded.originalEnd(introduced.end(i));
            capitalised(text, GivenBy.blank(text, end), GREETED, sightings);
        }
        Stretches labelled = fields.places(reading);
        for (int i = 0; i < labelled.count(); i++) {
            int start = folded.originalStart(labelled.start(i));
            int end = folded.originalEnd(labelled.end(i));
            capitalised(text, GivenBy.field(text, start, end), TITLED, sightings);
        }
    }

    private static void capitalised(String text, int start, double score, Sightings sightings) {
        int end = start < 0 ? start : CapitalisedName.end(text, start);
        if (end > start) {
            sightings.add(NAME, score, start, end);
        }
    }

    private static void begun(FoldedText text, int start, Sightings sightings) {
        int end = start < 0 ? start : HanName.end(text, start);
        if (end > start) {
            sightings.add(NAME, TITLED, text.originalStart(start), text.originalEnd(end));
        }
    }

    private static void ended(FoldedText text, Stretches places, double score, Sightings sightings) {
        for (int i = 0; i < places.count(); i++) {
            int end = places.start(i);
            int start = HanName.start(text, end, score == TITLED);
            if (start < end && !isNoTitle(text, places.end(i))) {
                sightings.add(NAME, score, text.originalStart(start), text.originalEnd(end));
            }
        }
    }

    /** Whether the word goes on: 小姐姐 is anybody. */
    private static boolean isNoTitle(FoldedText text, int end) {
        return end < text.length() && text.charAt(end) == '姐';
    }
}
