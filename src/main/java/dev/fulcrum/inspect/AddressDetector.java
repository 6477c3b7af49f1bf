package dev.fulcrum.inspect;

import java.util.List;
import java.util.Set;

/**
 * Finds postal addresses, {@value #ADDRESS}, that a field's label gives: {@code Address: 12 Main Street}, 地址：….
 *
 * <p>Read is the rest of the line, or of the clause in Chinese; without a number it is no address.
 */
final class AddressDetector implements Detector {
    static final String ADDRESS = "pii.address";
    static final Set<String> KINDS = Set.of(ADDRESS);

    private static final List<String> FIELDS = List.of(
            "address",
            "home address",
            "street address",
            "postal address",
            "mailing address",
            "billing address",
            "shipping address",
            "delivery address",
            "residential address",
            "office address",
            "street_address");
    private static final List<String> SENTENCES = List.of("my address is", "i live at", "deliver to", "ship to");
    private static final List<String> HAN_FIELDS = List.of("地址", "住址", "地址是", "住在", "家住", "寄到", "送到");
    private static final String HAN_PLACES = "省市区县镇乡村路街道巷弄号栋楼室区縣鎮鄉號棟樓";
    private static final String HAN_NUMERALS = "一二三四五六七八九十百";
    private static final int LONGEST = 120;
    private static final int SHORTEST = 6;
    private static final double SCORE = 0.8;

    private final Labels fields;
    private final Labels sentences;
    private final Labels hanFields;

    private AddressDetector(Automaton.Builder automaton) {
        fields = Labels.of(FIELDS, automaton);
        sentences = Labels.of(SENTENCES, automaton);
        hanFields = Labels.of(HAN_FIELDS, automaton);
    }

    /** Asks the automaton for the words that give addresses. */
    static AddressDetector of(Automaton.Builder automaton) {
        return new AddressDetector(automaton);
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        String text = reading.text();
        FoldedText folded = reading.folded();
        Stretches labelled = fields.places(reading);
        for (int i = 0; i < labelled.count(); i++) {
            int label = folded.originalStart(labelled.start(i));
            western(text, GivenBy.field(text, label, folded.originalEnd(labelled.end(i))), sightings);
        }
        Stretches said = sentences.places(reading);
        for (int i = 0; i < said.count(); i++) {
            western(text, GivenBy.blank(text, folded.originalEnd(said.end(i))), sightings);
        }
        Stretches written = hanFields.places(reading);
        int behind = 0;
        for (int i = 0; i < written.count(); i++) {
            if (written.start(i) >= behind) {
                behind = han(folded, written.end(i), sightings);
            }
        }
    }

    private static void western(String text, int start, Sightings sightings) {
        if (start < 0) {
            return;
        }
        int limit = Math.min(text.length(), start + LONGEST);
        int end = start;
        boolean digits = false;
        boolean blanks = false;
        int letters = 0;
        while (end < limit && "\n\r;\"|<>{}?!".indexOf(text.charAt(end)) < 0 && !endsSentence(text, end)) {
            char unit = text.charAt(end);
            if (unit == '@' || (unit == ':' && text.startsWith("://", end)) || Script.isHan(unit)) {
                return;
            }
            digits |= Script.isDigit(unit);
            blanks |= unit == ' ' && end > start;
            letters += Character.isLetter(unit) ? 1 : 0;
            end++;
        }
        while (end > start && " .,'*".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (digits && blanks && letters > 3) {
            sightings.add(ADDRESS, SCORE, start, end);
        }
    }

    /** Whether a full stop stands here that ends no abbreviation: a word of five letters or more precedes it. */
    private static boolean endsSentence(String text, int index) {
        if (text.charAt(index) != '.' || index + 1 >= text.length() || !Script.isBlank(text.charAt(index + 1))) {
            return false;
        }
        int from = index;
        while (from > 0 && Character.isLetter(text.charAt(from - 1)) && index - from < LONGEST) {
            from--;
        }
        return index - from > 4;
    }

    /** Looks at one clause and says where it ends, so that no label within is looked at again. */
    private static int han(FoldedText text, int labelEnd, Sightings sightings) {
        int start = labelEnd;
        while (start < text.length() && ":=是为\"'* ".indexOf(text.charAt(start)) >= 0 && start - labelEnd < 4) {
            start++;
        }
        int limit = Math.min(text.length(), start + LONGEST);
        int end = start;
        boolean digits = false;
        int places = 0;
        while (end < limit && ",。;!?\"|、\n".indexOf(text.charAt(end)) < 0 && !breaks(text, end)) {
            char unit = text.charAt(end);
            digits |= Script.isDigit(unit) || HAN_NUMERALS.indexOf(unit) >= 0;
            places += HAN_PLACES.indexOf(unit) >= 0 ? 1 : 0;
            end++;
        }
        if (digits && places > 1 && end - start >= SHORTEST) {
            sightings.add(ADDRESS, SCORE, text.originalStart(start), text.originalEnd(end));
        }
        return end;
    }

    private static boolean breaks(FoldedText text, int index) {
        int before = index == 0 ? 0 : text.originalEnd(index);
        int from = text.originalStart(index);
        return text.original().startsWith("\n", from) || text.original().startsWith("\n", before);
    }
}
