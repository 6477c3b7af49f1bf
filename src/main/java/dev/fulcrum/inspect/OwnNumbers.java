package dev.fulcrum.inspect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Phone numbers that are no secret, however they are grouped, with or without an extension behind them.
 *
 * <p>One with its {@code +} is known by every usual writing: abroad, at home, with the country's code and without. One without is known by its
 * digits alone.
 */
final class OwnNumbers implements Exemption {
    private static final int FEWEST_DIGITS = 7;
    private static final Pattern EXTENSION = Pattern.compile(" ?(?:ext\\.?|x|转|轉|分机|分機) ?\\d{1,6}$");

    /** Digits behind a {@code +}, and digits without one. */
    private final Set<String> international = new TreeSet<>();

    private final Set<String> plain = new TreeSet<>();

    OwnNumbers(List<String> excepted) {
        excepted.forEach(each -> add(Automaton.fold(each)));
    }

    /** Whether a text has digits enough for a phone number. */
    static boolean isOne(String text) {
        return digits(Automaton.fold(text)).length() >= FEWEST_DIGITS;
    }

    private void add(String written) {
        String digits = digits(written);
        if (!written.startsWith("+")) {
            plain.add(digits);
            return;
        }
        international.add(digits);
        plain.add(digits);
        plain.add("00" + digits);
        plain.add("011" + digits);
        try {
            PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
            PhoneNumber number = phones.parse("+" + digits, null);
            String home = phones.getNationalSignificantNumber(number);
            String trunk =
                    phones.getNddPrefixForRegion(phones.getRegionCodeForCountryCode(number.getCountryCode()), true);
            plain.add(home);
            if (trunk != null && !trunk.isEmpty()) {
                plain.add(trunk + home);
                international.add(number.getCountryCode() + trunk + home);
            }
        } catch (NumberParseException unknown) {
            // a number of no country's plan is known by its digits
        }
    }

    @Override
    public boolean holds(String text, int start, int end) {
        String written =
                EXTENSION.matcher(Automaton.fold(text.substring(start, end))).replaceFirst("");
        return (written.indexOf('+') >= 0 ? international : plain).contains(digits(written));
    }

    private static String digits(String written) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            int value = Character.digit(written.charAt(i), 10);
            if (value >= 0) {
                digits.append((char) ('0' + value));
            }
        }
        return digits.toString();
    }
}
