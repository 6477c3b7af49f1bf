package dev.fulcrum.inspect;

import dev.fulcrum.inspect.Sightings.Glimpse;
import dev.fulcrum.model.Lexicon;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Takes back what others saw where a kind's exceptions stand; so it comes behind them.
 *
 * <p>An address, a number or a key is excepted as a whole or not at all. Of any other kind what lies within an exception is: {@code card} within
 * {@code business card}. Such exceptions are phrases: a text is settled as far as none of them may yet come to stand.
 */
final class Exceptions implements Detector {
    /** Exceptions reach no further, so that what comes before a place in a growing text is known. */
    static final int LONGEST = 120;

    private static final Map<String, Shape> SHAPES = shapes();

    private final Map<String, Exemption> exemptions;
    /** The kind that an exception belongs to, by ticket; null for tickets of others. */
    private final String[] kinds;

    private final boolean phrases;

    private Exceptions(Map<String, Exemption> exemptions, String[] kinds) {
        this.exemptions = Map.copyOf(exemptions);
        this.kinds = kinds;
        this.phrases = kinds.length > 0;
    }

    /**
     * How exceptions of a kind are written.
     *
     * @param what for a person
     */
    private record Shape(String what, Predicate<String> isOne, Function<List<String>, Exemption> exemption) {}

    private static Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new HashMap<>();
        shapes.put(
                PersonalDataDetector.EMAIL,
                new Shape(
                        "an e-mail address, or a domain such as @bank.example",
                        OwnMailboxes::isOne,
                        OwnMailboxes::new));
        shapes.put(
                PersonalDataDetector.PHONE,
                new Shape("a phone number such as +86 400 000 0199", OwnNumbers::isOne, OwnNumbers::new));
        Shape page = new Shape("a host such as www.bank.example, or a page on one", OwnPages::isOne, OwnPages::new);
        LinkDetector.KINDS.forEach(kind -> shapes.put(kind, page));
        Shape name = new Shape("what is excepted, with a letter or digit", OwnNames::isOne, OwnNames::new);
        PersonalDataDetector.KINDS.forEach(kind -> shapes.putIfAbsent(kind, name));
        SecretDetector.KINDS.forEach(kind -> shapes.putIfAbsent(kind, name));
        return Map.copyOf(shapes);
    }

    /** How an exception of a kind is written, if this one is written otherwise; null if it is right. */
    static String expected(String kind, String exception) {
        Shape shape = SHAPES.get(kind);
        if (shape != null) {
            return shape.isOne().test(exception) ? null : shape.what();
        }
        int length = Automaton.fold(exception).length();
        return length > 0 && length <= LONGEST ? null : "a word or some, of " + LONGEST + " characters at most";
    }

    /** Whether findings of a built-in kind can have exceptions: those with stretches that a person can write down. */
    static boolean possible(String builtIn) {
        return SHAPES.containsKey(builtIn)
                || NameDetector.KINDS.contains(builtIn)
                || AddressDetector.KINDS.contains(builtIn);
    }

    /** Asks the automaton for the exceptions that are phrases. */
    static Exceptions of(List<Lexicon.Entry> entries, Automaton.Builder automaton) {
        Map<String, List<String>> shaped = new TreeMap<>();
        Map<Integer, String> tickets = new TreeMap<>();
        for (Lexicon.Entry entry : entries) {
            for (String exception : entry.except()) {
                if (SHAPES.containsKey(entry.kind())) {
                    shaped.computeIfAbsent(entry.kind(), unseen -> new ArrayList<>())
                            .add(exception);
                } else {
                    tickets.put(automaton.add(exception, Automaton.Stand.WORD), entry.kind());
                }
            }
        }
        Map<String, Exemption> exemptions = new HashMap<>();
        shaped.forEach((kind, excepted) ->
                exemptions.put(kind, SHAPES.get(kind).exemption().apply(excepted)));
        int last = tickets.keySet().stream().reduce((earlier, later) -> later).orElse(-1);
        String[] kinds = new String[last + 1];
        tickets.forEach((ticket, kind) -> kinds[ticket] = kind);
        return new Exceptions(exemptions, kinds);
    }

    /** The kinds that have exceptions. */
    static Set<String> kinds(List<Lexicon.Entry> entries) {
        Set<String> kinds = new TreeSet<>();
        entries.stream().filter(entry -> !entry.except().isEmpty()).forEach(entry -> kinds.add(entry.kind()));
        return kinds;
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        if (sightings.none() && !phrases) {
            return;
        }
        List<Glimpse> standing = standing(reading);
        sightings.takeBack(standing, glimpse -> excepted(reading.text(), glimpse, standing));
    }

    private List<Glimpse> standing(Reading reading) {
        List<Glimpse> standing = new ArrayList<>(0);
        Hits hits = reading.hits();
        for (int i = 0; phrases && i < hits.count(); i++) {
            int ticket = hits.ticket(i);
            String kind = ticket < kinds.length ? kinds[ticket] : null;
            if (kind != null) {
                standing.add(new Glimpse(
                        kind,
                        0,
                        reading.folded().originalStart(hits.begin(i)),
                        reading.folded().originalEnd(hits.end(i))));
            }
        }
        return standing;
    }

    private boolean excepted(String text, Glimpse glimpse, List<Glimpse> standing) {
        Exemption exemption = exemptions.get(glimpse.kind());
        if (exemption != null) {
            return exemption.holds(text, glimpse.start(), glimpse.end());
        }
        int start = glimpse.start();
        int end = glimpse.end();
        while (start < end && !Character.isLetterOrDigit(text.charAt(start)) && !isHalf(text.charAt(start))) {
            start++;
        }
        while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1)) && !isHalf(text.charAt(end - 1))) {
            end--;
        }
        for (Glimpse exception : standing) {
            if (exception.kind().equals(glimpse.kind()) && exception.start() <= start && end <= exception.end()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHalf(char unit) {
        return Character.isSurrogate(unit);
    }

    /** What is seen in another way of reading may be an exception too. */
    @Override
    public boolean reads(int way) {
        return true;
    }

    @Override
    public int settled(Reading reading) {
        return phrases ? reading.phrasesSettled() : reading.text().length();
    }
}
