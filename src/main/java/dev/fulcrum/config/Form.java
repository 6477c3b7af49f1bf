package dev.fulcrum.config;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a scalar has to look like and what it means.
 *
 * @param expected what a person should write there, to follow "expected"
 * @param quoted whether YAML must take the scalar for text, so that {@code 12} or {@code yes} need quotes
 * @param shown whether a wrong value may be printed; not so where people paste secrets
 * @param parse from the scalar's text, never null, to its meaning
 */
record Form<T>(String expected, boolean quoted, Predicate<String> shown, Function<String, Parsed<T>> parse) {

    /**
     * The meaning of a scalar, or why it has none.
     *
     * @param value null when {@code wrong} says why
     * @param wrong to follow the value found, such as "is out of range"; empty when nothing is wrong
     */
    record Parsed<T>(T value, String wrong) {
        static <T> Parsed<T> of(T value) {
            return new Parsed<>(value, "");
        }

        static <T> Parsed<T> wrong(String why) {
            return new Parsed<>(null, why);
        }
    }

    /** A scalar that may be written with or without quotes. */
    static <T> Form<T> of(String expected, Function<String, Parsed<T>> parse) {
        return new Form<>(expected, false, text -> true, parse);
    }

    /** The same form, whose wrong values are printed only if a condition holds. */
    Form<T> shownIf(Predicate<String> harmless) {
        return new Form<>(expected, quoted, harmless, parse);
    }

    /** Text that is not blank. */
    static Form<String> text(String expected) {
        return new Form<>(
                expected, true, text -> true, text -> text.isBlank() ? Parsed.wrong("is blank") : Parsed.of(text));
    }

    /** Text that may be blank or empty. */
    static Form<String> anyText(String expected) {
        return new Form<>(expected, true, text -> true, Parsed::of);
    }

    /** Text that a regular expression describes as a whole. */
    static Form<String> matching(String regex, String expected) {
        return new Form<>(
                expected,
                true,
                text -> true,
                text -> text.matches(regex) ? Parsed.of(text) : Parsed.wrong("does not have that form"));
    }

    /** A name that can stand in a header, in a metric's tag and in a URL. */
    static Form<String> name() {
        return matching(
                "[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
                "a name of at most 64 letters, digits, `.`, `_`, `-`, beginning with a letter or digit");
    }

    /** One of a few words, each standing for a value; told in the order of the values. */
    static <T> Form<T> oneOf(List<T> values, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        values.forEach(value -> words.put(word.apply(value), value));
        return of("one of: " + String.join(", ", words.keySet()), text -> {
            if (words.containsKey(text)) {
                return Parsed.of(words.get(text));
            }
            return Parsed.wrong(Spelling.nearest(text, words.keySet())
                    .map(near -> "is not known here, `" + near + "` would be")
                    .orElse("is not known here"));
        });
    }

    /** True or false, in these two spellings. */
    static Form<Boolean> flag() {
        return of(
                "true or false",
                text -> text.equals("true") || text.equals("false")
                        ? Parsed.of(text.equals("true"))
                        : Parsed.wrong("is neither true nor false"));
    }

    /** A whole number in decimal digits, both limits included. */
    static Form<Integer> whole(int least, int most) {
        return of("a whole number from " + least + " to " + most, text -> {
            if (!text.matches("-?[0-9]{1,18}")) {
                return Parsed.wrong("is not a whole number");
            }
            long number = Long.parseLong(text);
            return number < least || number > most ? Parsed.wrong("is out of range") : Parsed.of((int) number);
        });
    }

    /** A number in decimal notation, both limits included. */
    static Form<Double> decimal(double least, double most) {
        return of("a number from " + plain(least) + " to " + plain(most), text -> {
            if (!text.matches("-?[0-9]{1,12}(\\.[0-9]{1,15})?")) {
                return Parsed.wrong("is not a decimal number");
            }
            double number = Double.parseDouble(text);
            return number < least || number > most ? Parsed.wrong("is out of range") : Parsed.of(number);
        });
    }

    private static String plain(double number) {
        return new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    /** A share above 0 and up to 1, in decimal notation. */
    static Form<Double> share() {
        return of("a number above 0 and up to 1, such as 0.8", text -> {
            if (!text.matches("-?[0-9]{1,9}(\\.[0-9]{1,15})?")) {
                return Parsed.wrong("is not a decimal number");
            }
            double number = Double.parseDouble(text);
            return number <= 0 || number > 1 ? Parsed.wrong("is out of range") : Parsed.of(number);
        });
    }
}
