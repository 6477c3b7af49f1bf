package dev.fulcrum.inspect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads answers into utterances, by the phrases of {@code answer-phrases.txt}. Immutable and thread-safe. */
final class AnswerGrammar {
    private static final String PHRASES = "answer-phrases.txt";

    private final Automaton automaton;
    /** By ticket. */
    private final List<Mark> marks;

    private AnswerGrammar(Automaton automaton, List<Mark> marks) {
        this.automaton = automaton;
        this.marks = List.copyOf(marks);
    }

    /** Reads the phrases from the class path. */
    static AnswerGrammar read() {
        Map<String, Mark> sections = new HashMap<>();
        for (Mark mark : Mark.values()) {
            sections.put("[" + mark.section() + "]", mark);
        }
        Automaton.Builder automaton = new Automaton.Builder();
        List<Mark> marks = new ArrayList<>();
        Mark mark = null;
        for (String line : lines()) {
            if (line.startsWith("[")) {
                mark = sections.get(line);
                if (mark == null) {
                    throw new IllegalStateException(PHRASES + " has a section of no use: " + line);
                }
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                for (String phrase : PhraseTemplate.expand(line)) {
                    automaton.add(phrase, Automaton.Stand.WORD);
                    marks.add(mark);
                }
            }
        }
        return new AnswerGrammar(automaton.build(), marks);
    }

    private static List<String> lines() {
        try (InputStream phrases = AnswerGrammar.class.getResourceAsStream(PHRASES);
                BufferedReader reader = new BufferedReader(new InputStreamReader(phrases, StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All sentences of an answer, in order; phrases in quotations count for nothing. */
    List<Utterance> parse(FoldedText text) {
        Stretches quoted = Quotations.of(text);
        Hits hits = automaton.read(text);
        UtteranceParser parser = new UtteranceParser();
        List<Utterance> utterances = new ArrayList<>();
        int hit = 0;
        for (Sentence sentence : Sentences.of(text)) {
            parser.begin();
            while (hit < hits.count() && hits.end(hit) <= sentence.end()) {
                int begin = hits.begin(hit);
                int end = hits.end(hit);
                if (begin >= sentence.start() && !quoted.overlaps(begin, end)) {
                    parser.take(marks.get(hits.ticket(hit)), begin, end);
                }
                hit++;
            }
            utterances.add(parser.end(sentence, text.charAt(sentence.end() - 1)));
        }
        return utterances;
    }
}
