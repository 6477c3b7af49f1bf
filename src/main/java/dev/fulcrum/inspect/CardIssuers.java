package dev.fulcrum.inspect;

import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/** Which numbers issuers of payment cards give out (ISO/IEC 7812-1), by prefix and length. */
final class CardIssuers {
    private CardIssuers() {}

    /** Whether digits have a prefix and a length that an issuer uses, and a right check digit. */
    static boolean isValid(String digits) {
        return isIssued(digits) && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits);
    }

    /** Whether an issuer uses the prefix at this length; prefixes and lengths as in the networks' public tables. */
    static boolean isIssued(String digits) {
        int length = digits.length();
        int four = Integer.parseInt(digits.substring(0, 4));
        int two = four / 100;
        boolean visa = four / 1000 == 4 && (length == 13 || length == 16 || length == 19);
        boolean mastercard = length == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
        boolean amex = length == 15 && (two == 34 || two == 37);
        boolean diners = length >= 14 && (two == 36 || two == 38 || two == 39 || four / 10 == 309 || isOldDiners(four));
        boolean discover = length >= 16 && (four == 6011 || two == 65 || (four >= 6440 && four <= 6499));
        boolean jcb =
                (length >= 16 && four >= 3528 && four <= 3589) || (length == 15 && (four == 2131 || four == 1800));
        boolean unionPay = length >= 16 && (two == 62 || (four >= 8100 && four <= 8171));
        boolean mir = length >= 16 && four >= 2200 && four <= 2204;
        boolean maestro = length >= 13 && (two == 50 || (two >= 56 && two <= 58) || two == 63 || two == 67);
        return visa || mastercard || amex || diners || discover || jcb || unionPay || mir || maestro;
    }

    private static boolean isOldDiners(int four) {
        return four >= 3000 && four <= 3059;
    }
}
