package dev.fulcrum.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds secrets: {@value #API_KEY}, {@value #PRIVATE_KEY}, {@value #TOKEN}, {@value #PASSWORD}, {@value #CONNECTION}
 * and {@value #GENERIC}.
 *
 * <p>Each secret begins with, or follows, a word that the automaton knows; the text is looked at only where such a word
 * stands. Secrets are read from the text as it came, since their case matters.
 */
final class SecretDetector implements Detector {
    static final String API_KEY = "secret.api-key";
    static final String PRIVATE_KEY = "secret.private-key";
    static final String TOKEN = "secret.jwt";
    static final String PASSWORD = "secret.password";
    static final String CONNECTION = "secret.connection-string";
    static final String GENERIC = "secret.generic";
    static final Set<String> KINDS = Set.of(API_KEY, PRIVATE_KEY, TOKEN, PASSWORD, CONNECTION, GENERIC);

    /** By ticket, beginning with {@link #first}; the tickets follow each other. */
    private final List<Watch> watches;

    private final int first;

    private SecretDetector(List<Watch> watches) {
        this.watches = List.copyOf(watches);
        first = watches.isEmpty() ? 0 : watches.get(0).ticket;
    }

    /** Something that is looked for where its trigger word stands. */
    @FunctionalInterface
    interface Secret {

        /**
         * Looks at one place.
         *
         * @param start index of the trigger word in the text as it came
         * @param end index behind it
         * @param found gets the secret's place, if there is one
         */
        void look(String text, int start, int end, Found found);

        /** Whether what follows the text may still belong to the secret at a trigger word that ends at {@code end}. */
        default boolean open(String text, int end) {
            return text.length() - end < CONTEXT;
        }
    }

    /** Gets a secret's place in indices of the text as it came. */
    @FunctionalInterface
    interface Found {
        void secret(int start, int end);
    }

    private record Watch(int ticket, String kind, double score, Secret secret) {}

    /** Asks the automaton for the trigger words of the kinds that are wanted. */
    static SecretDetector of(Set<String> kinds, Automaton.Builder automaton) {
        List<Watch> watches = new ArrayList<>();
        if (kinds.contains(API_KEY)) {
            ApiKey.KNOWN.forEach(key -> watches.add(watch(automaton, key.prefix(), API_KEY, 1, key)));
        }
        if (kinds.contains(PRIVATE_KEY)) {
            watches.add(watch(automaton, PrivateKey.BEGIN, PRIVATE_KEY, 1, new PrivateKey()));
        }
        if (kinds.contains(TOKEN)) {
            watches.add(watch(automaton, WebToken.BEGIN, TOKEN, 1, new WebToken()));
        }
        if (kinds.contains(PASSWORD)) {
            Password password = new Password();
            Password.WORDS.forEach(word -> watches.add(watch(automaton, word, PASSWORD, 0.8, password)));
        }
        if (kinds.contains(CONNECTION)) {
            watches.add(watch(automaton, ConnectionString.BEGIN, CONNECTION, 0.9, new ConnectionString()));
        }
        if (kinds.contains(GENERIC)) {
            AnnouncedSecret secret = new AnnouncedSecret();
            AnnouncedSecret.WORDS.forEach(word -> watches.add(watch(automaton, word, GENERIC, 0.7, secret)));
        }
        return new SecretDetector(watches);
    }

    private static Watch watch(Automaton.Builder automaton, String word, String kind, double score, Secret secret) {
        return new Watch(automaton.add(word, Automaton.Stand.ANYWHERE), kind, score, secret);
    }

    @Override
    public boolean reads(int way) {
        return way == Retelling.CLEAN;
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        Hits hits = reading.hits();
        FoldedText folded = reading.folded();
        for (int i = 0; i < hits.count(); i++) {
            int index = hits.ticket(i) - first;
            if (index >= 0 && index < watches.size()) {
                Watch watch = watches.get(index);
                watch.secret.look(
                        reading.text(),
                        folded.originalStart(hits.begin(i)),
                        folded.originalEnd(hits.end(i)),
                        (start, end) -> sightings.add(watch.kind, watch.score, start, end));
            }
        }
    }

    /** A secret follows its trigger word, at once or after a few words; a private key ends with its own last line. */
    @Override
    public int settled(Reading reading) {
        Hits hits = reading.hits();
        FoldedText folded = reading.folded();
        int settled = Math.min(reading.phrasesSettled(), OpenToken.start(reading.text()));
        for (int i = 0; i < hits.count(); i++) {
            int index = hits.ticket(i) - first;
            if (index >= 0 && index < watches.size()) {
                int start = folded.originalStart(hits.begin(i));
                int end = folded.originalEnd(hits.end(i));
                if (watches.get(index).secret.open(reading.text(), end)) {
                    settled = Math.min(settled, start);
                }
            }
        }
        return settled;
    }
}
