package dev.fulcrum.inspect;

import java.util.List;

/** An extension behind a phone number, such as {@code x12}, {@code ext. 12} or 转12. */
final class PhoneExtension {
    private static final List<String> WORDS = List.of("ext.", "ext", "x", "转", "分机");
    private static final int MOST_DIGITS = 6;

    private PhoneExtension() {}

    /** Index behind the extension of the number that ends at {@code end}; {@code end} itself when there is none. */
    static int behind(CharSequence text, int end) {
        int i = behindBlank(text, end);
        for (String word : WORDS) {
            int from = i + word.length();
            if (from < text.length() && word.contentEquals(text.subSequence(i, from))) {
                int digits = behindBlank(text, from);
                int behind = digits;
                while (behind < text.length() && behind - digits < MOST_DIGITS && Script.isDigit(text.charAt(behind))) {
                    behind++;
                }
                if (behind > digits && DigitGroups.mayEnd(text, behind)) {
                    return behind;
                }
            }
        }
        return end;
    }

    private static int behindBlank(CharSequence text, int index) {
        return index < text.length() && text.charAt(index) == ' ' ? index + 1 : index;
    }
}
