package dev.fulcrum.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The short list of functions that conditions and consequences may call. None of them can break or loop. */
final class Functions {

    /** @param type what it makes */
    private record NoArgument(Class<?> type, Function<Object, Object> function) {}

    /** A function of a text that takes a text. */
    private interface OfTexts {
        boolean test(String own, String other);
    }

    private static final Map<String, NoArgument> OF_TEXT = Map.of(
            "length", new NoArgument(Integer.class, text -> ((String) text).length()),
            "isEmpty", new NoArgument(Boolean.class, text -> ((String) text).isEmpty()),
            "isBlank",
                    new NoArgument(
                            Boolean.class, text -> Texts.whole((String) text).isBlank()),
            "toLowerCase",
                    new NoArgument(
                            String.class, text -> Texts.whole((String) text).toLowerCase(Locale.ROOT)),
            "toUpperCase",
                    new NoArgument(
                            String.class, text -> Texts.whole((String) text).toUpperCase(Locale.ROOT)),
            "strip",
                    new NoArgument(
                            String.class, text -> Texts.whole((String) text).strip()),
            "trim",
                    new NoArgument(
                            String.class, text -> Texts.whole((String) text).trim()));

    private static final Map<String, OfTexts> WITH_TEXT = Map.of(
            "startsWith", (own, other) -> own.startsWith(Texts.whole(other)),
            "endsWith", (own, other) -> own.endsWith(Texts.whole(other)),
            "equalsIgnoreCase", (own, other) -> own.equalsIgnoreCase(Texts.whole(other)),
            "contains", Texts::contains);

    private static final Map<String, NoArgument> OF_LIST = Map.of(
            "size", new NoArgument(Integer.class, list -> ((List<?>) list).size()),
            "isEmpty", new NoArgument(Boolean.class, list -> ((List<?>) list).isEmpty()));

    private Functions() {}

    /** What a function makes of a value; empty when there is no such function. */
    static Optional<Operand> call(Operand own, String name, List<Operand> arguments) {
        boolean joined = own.joined() || arguments.stream().anyMatch(Operand::joined);
        if (arguments.isEmpty()) {
            NoArgument function = own.isText()
                    ? OF_TEXT.get(name)
                    : List.class.isAssignableFrom(own.type()) ? OF_LIST.get(name) : null;
            return Optional.ofNullable(function)
                    .map(it -> Operand.computed(
                            it.type(), facts -> apply(it, own.value().of(facts)), joined));
        }
        if (own.isText() && arguments.size() == 1 && arguments.get(0).isText() && WITH_TEXT.containsKey(name)) {
            OfTexts function = WITH_TEXT.get(name);
            Operand.Value other = arguments.get(0).value();
            return Optional.of(Operand.computed(
                    Boolean.class,
                    facts -> {
                        Object text = own.value().of(facts);
                        Object argument = other.of(facts);
                        return text != null && argument != null && function.test((String) text, (String) argument);
                    },
                    joined));
        }
        return Optional.empty();
    }

    private static Object apply(NoArgument function, Object value) {
        return value == null ? null : function.function().apply(value);
    }

    /** All functions, for people. */
    static String known() {
        TreeSet<String> names = new TreeSet<>(OF_TEXT.keySet());
        names.addAll(WITH_TEXT.keySet());
        names.addAll(OF_LIST.keySet());
        return String.join("(), ", names) + "()";
    }
}
