package dev.fulcrum.inspect;

import java.util.Set;

/**
 * Finds personal data: {@value #EMAIL}, {@value #PHONE}, {@value #CARD}, {@value #IBAN} and {@value #RESIDENT_ID}.
 *
 * <p>A number is one thing only: an IBAN before a resident id, that before a card, that before a phone number. So the others are
 * looked for even when only phone numbers are asked for; each is gated by what it cannot do without.
 */
final class PersonalDataDetector implements Detector {
    static final String EMAIL = "pii.email";
    static final String PHONE = "pii.phone";
    static final String CARD = "pii.card";
    static final String IBAN = "pii.iban";
    static final String RESIDENT_ID = "pii.cn-id";
    static final Set<String> KINDS = Set.of(EMAIL, PHONE, CARD, IBAN, RESIDENT_ID);

    /** Fewest digits of any phone number that is looked for, of an IBAN of any country, and of a card. */
    private static final int PHONE_DIGITS = 7;

    private static final int IBAN_DIGITS = 8;
    private static final int CARD_DIGITS = 13;

    private final boolean email;
    private final boolean phone;
    private final boolean card;
    private final boolean iban;
    private final boolean residentId;

    PersonalDataDetector(Set<String> kinds) {
        email = kinds.contains(EMAIL);
        phone = kinds.contains(PHONE);
        card = kinds.contains(CARD);
        iban = kinds.contains(IBAN);
        residentId = kinds.contains(RESIDENT_ID);
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        FoldedText text = reading.folded();
        int digits = text.digits();
        boolean phones = phone && digits >= PHONE_DIGITS;
        boolean cards = digits >= CARD_DIGITS && (phones || card);
        Stretches emails = (email || phones) && text.contains('@') ? Emails.find(text) : new Stretches();
        Stretches ibans = digits >= IBAN_DIGITS && (phones || card || iban) ? Ibans.find(text) : new Stretches();
        Stretches ids = digits >= CARD_DIGITS && (phones || card || residentId)
                ? ResidentIds.find(text, ibans)
                : new Stretches();
        Stretches cardNumbers = cards ? Cards.find(text, ibans, ids) : new Stretches();
        add(email, EMAIL, emails, text, sightings);
        add(iban, IBAN, ibans, text, sightings);
        add(residentId, RESIDENT_ID, ids, text, sightings);
        add(card, CARD, cardNumbers, text, sightings);
        if (phones) {
            new Phones(text, emails, ibans, ids, cardNumbers)
                    .find((score, start, end) ->
                            sightings.add(PHONE, score, text.originalStart(start), text.originalEnd(end)));
        }
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
