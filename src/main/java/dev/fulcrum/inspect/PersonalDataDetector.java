package dev.fulcrum.inspect;

import java.util.List;
import java.util.Set;

/**
 * Finds personal data: {@value #EMAIL}, {@value #PHONE}, {@value #CARD}, {@value #IBAN}, {@value #RESIDENT_ID} and
 * {@value #SSN}.
 *
 * <p>A number is one thing only: an IBAN before a resident id, that before a card, that before a social security
 * number, that before a phone number. So the others are
 * looked for even when only phone numbers are asked for; each is gated by what it cannot do without.
 */
final class PersonalDataDetector implements Detector {
    static final String EMAIL = "pii.email";
    static final String PHONE = "pii.phone";
    static final String CARD = "pii.card";
    static final String IBAN = "pii.iban";
    static final String RESIDENT_ID = "pii.cn-id";
    static final String SSN = "pii.ssn";
    static final Set<String> KINDS = Set.of(EMAIL, PHONE, CARD, IBAN, RESIDENT_ID, SSN);

    private static final List<String> CARD_WORDS = List.of(
            "card",
            "cards",
            "cc",
            "visa",
            "mastercard",
            "maestro",
            "amex",
            "jcb",
            "unionpay",
            "卡号",
            "卡號",
            "银行卡",
            "信用卡",
            "储蓄卡",
            "借记卡",
            "銀行卡",
            "银联");
    private static final List<String> SSN_WORDS =
            List.of("ssn", "ssns", "social security", "social security number", "social", "社会安全号", "社安号");
    private static final double WITHOUT_LABEL = 0.7;

    /** Fewest digits of any phone number that is looked for, of an IBAN of any country, and of a card. */
    private static final int PHONE_DIGITS = 7;

    private static final int IBAN_DIGITS = 8;
    private static final int SSN_DIGITS = 9;
    private static final int CARD_DIGITS = 12;
    private static final int ID_DIGITS = 17;

    private final boolean email;
    private final boolean phone;
    private final boolean card;
    private final boolean iban;
    private final boolean residentId;
    private final boolean ssn;
    private final Labels phoneWords;
    private final Labels wordsBehindPhones;
    private final Labels cardWords;
    private final Labels ssnWords;

    private PersonalDataDetector(Set<String> kinds, Automaton.Builder automaton) {
        email = kinds.contains(EMAIL);
        phone = kinds.contains(PHONE);
        card = kinds.contains(CARD);
        iban = kinds.contains(IBAN);
        residentId = kinds.contains(RESIDENT_ID);
        ssn = kinds.contains(SSN);
        phoneWords = Labels.of(phone ? Phones.WORDS : List.of(), automaton);
        wordsBehindPhones = Labels.of(phone ? Phones.WORDS_BEHIND : List.of(), automaton);
        cardWords = Labels.of(card || phone || ssn ? CARD_WORDS : List.of(), automaton);
        ssnWords = Labels.of(ssn || phone ? SSN_WORDS : List.of(), automaton);
    }

    /** Asks the automaton for the words that lead to numbers. */
    static PersonalDataDetector of(Set<String> kinds, Automaton.Builder automaton) {
        return new PersonalDataDetector(kinds, automaton);
    }

    @Override
    public boolean reads(int way) {
        return way == Retelling.CLEAN || way == Retelling.PARTED;
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        FoldedText text = reading.folded();
        boolean numbers = text.digits() >= PHONE_DIGITS;
        Stretches emails = (email || (phone && numbers)) && text.contains('@') ? Emails.find(text) : new Stretches();
        add(email, EMAIL, emails, text, sightings);
        if (numbers) {
            numbers(reading, emails, sightings);
        }
    }

    private void numbers(Reading reading, Stretches emails, Sightings sightings) {
        FoldedText text = reading.folded();
        DigitRuns runs = DigitRuns.of(text);
        int digits = text.digits();
        boolean ssns = digits >= SSN_DIGITS && (phone || ssn);
        boolean cards = digits >= CARD_DIGITS && (ssns || card);
        Stretches ibans = digits >= IBAN_DIGITS && (ssns || card || iban) ? Ibans.find(text, runs) : new Stretches();
        Stretches ids =
                digits >= ID_DIGITS && (cards || residentId) ? ResidentIds.find(text, runs, ibans) : new Stretches();
        Stretches cardNumbers = cards ? Cards.find(text, runs, cardWords.in(reading), ibans, ids) : new Stretches();
        add(iban, IBAN, ibans, text, sightings);
        add(residentId, RESIDENT_ID, ids, text, sightings);
        add(card, CARD, cardNumbers, text, sightings);
        Stretches known = new Stretches();
        if (ssns) {
            known = socialSecurityNumbers(reading, runs, sightings, ibans, ids, cardNumbers);
        }
        if (phone) {
            LabelPlaces behind = wordsBehindPhones.in(reading);
            new Phones(text, runs, phoneWords.in(reading), behind, emails, ibans, ids, cardNumbers, known)
                    .find((score, start, end) ->
                            sightings.add(PHONE, score, text.originalStart(start), text.originalEnd(end)));
        }
    }

    private Stretches socialSecurityNumbers(Reading reading, DigitRuns runs, Sightings sightings, Stretches... others) {
        FoldedText text = reading.folded();
        LabelPlaces labels = ssnWords.in(reading);
        Stretches found = SocialSecurityNumbers.find(text, runs, labels, others);
        for (int i = 0; ssn && i < found.count(); i++) {
            double score = labels.leadTo(found.start(i)) ? 1 : WITHOUT_LABEL;
            sightings.add(SSN, score, text.originalStart(found.start(i)), text.originalEnd(found.end(i)));
        }
        return found;
    }

    private static void add(boolean wanted, String kind, Stretches stretches, FoldedText text, Sightings sightings) {
        for (int i = 0; wanted && i < stretches.count(); i++) {
            sightings.add(kind, 1, text.originalStart(stretches.start(i)), text.originalEnd(stretches.end(i)));
        }
    }

    @Override
    public int settled(Reading reading) {
        return OpenToken.start(reading.text());
    }
}
