package dev.fulcrum.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recall and precision on sentences in which people marked the personal data; a span counts only when both its ends are right.
 *
 * <p>Half A, the sentences with an even CRC-32, was looked at while the detectors were built; half B was not.
 */
class PersonalDataFiguresTest {
    private static final Path SENTENCES =
            Path.of(System.getProperty("fulcrum.shared", "../shared/data"), "presidio", "synth-v2.jsonl");

    @ParameterizedTest
    @CsvSource({
        "pii.email, EMAIL_ADDRESS",
        "pii.card, CREDIT_CARD",
        "pii.iban, IBAN_CODE",
        "pii.ssn, US_SSN",
        "pii.phone, PHONE_NUMBER",
    })
    void recallAndPrecisionAreBeyondTheAim_whenWholeSpansCount(String kind, String type) throws IOException {
        List<Sentence> sentences = sentences();
        Figures whole = Figures.of(sentences, kind, type, phone -> true);

        Stream.of("A", "B")
                .forEach(half -> report(half, kind, Figures.of(half(sentences, half), kind, type, span -> true)));
        report("A+B", kind, whole);
        assertThat(whole.recall()).as("recall of %s, %s", kind, whole).isGreaterThanOrEqualTo(0.95);
        assertThat(whole.precision()).as("precision of %s, %s", kind, whole).isGreaterThanOrEqualTo(0.95);
    }

    /**
     * A country can be told when the number begins with {@code +} or {@code 00} and a country's code, or when it is a valid
     * number of China's or North America's plan as it stands. What is left out has no country, only a label.
     */
    @ParameterizedTest
    @CsvSource({"pii.phone, PHONE_NUMBER"})
    void phonesWhoseCountryCanBeToldAreFound_whenTheRestIsLeftOut(String kind, String type) throws IOException {
        Figures all = Figures.of(sentences(), kind, type, phone -> true);
        Figures told = Figures.of(sentences(), kind, type, PersonalDataFiguresTest::tellsCountry);

        report("A+B, country told, " + (all.marked - told.marked) + " left out", kind, told);
        assertThat(told.recall()).as("recall of %s, %s", kind, told).isGreaterThanOrEqualTo(0.95);
    }

    private static boolean tellsCountry(String phone) {
        return phone.startsWith("+")
                || phone.startsWith("00")
                || Stream.of("CN", "US").anyMatch(region -> isValid(phone, region));
    }

    private static boolean isValid(String phone, String region) {
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();
        try {
            return library.isValidNumber(library.parse(phone, region));
        } catch (NumberParseException e) {
            return false;
        }
    }

    private static void report(String rows, String kind, Figures figures) {
        System.out.printf(Locale.ROOT, "%-10s %s, rows %s%n", kind, figures, rows);
    }

    private static List<Sentence> half(List<Sentence> sentences, String half) {
        return sentences.stream()
                .filter(sentence -> sentence.half().equals(half))
                .toList();
    }

    private static List<Sentence> sentences() throws IOException {
        assumeTrue(Files.exists(SENTENCES), "skipped: no marked sentences at " + SENTENCES);
        ObjectMapper json = new ObjectMapper();
        try (Stream<String> lines = Files.lines(SENTENCES)) {
            List<String> all = lines.toList();
            List<Sentence> sentences = new ArrayList<>();
            for (String line : all) {
                JsonNode sentence = json.readTree(line);
                sentences.add(new Sentence(sentence.get("text").asText(), sentence.get("spans")));
            }
            return sentences;
        }
    }

    private record Sentence(String text, JsonNode marks) {
        Set<Span> marked(String type) {
            Set<Span> marked = new HashSet<>();
            for (JsonNode mark : marks) {
                if (mark.get("type").asText().equals(type)) {
                    // the data count code points, as Python does
                    int start = text.offsetByCodePoints(0, mark.get("start").asInt());
                    int end = text.offsetByCodePoints(0, mark.get("end").asInt());
                    marked.add(new Span(start, end));
                }
            }
            return marked;
        }

        String at(Span span) {
            return text.substring(span.start(), span.end());
        }

        String half() {
            CRC32 hash = new CRC32();
            hash.update(text.getBytes(UTF_8));
            return hash.getValue() % 2 == 0 ? "A" : "B";
        }
    }

    /**
     * How much was marked and found.
     *
     * @param marked spans that people marked and that count
     * @param hit those of them that were found
     * @param found all that was found
     * @param right those of them that people marked
     */
    private record Figures(int marked, int hit, int found, int right) {
        static Figures of(List<Sentence> sentences, String kind, String type, Predicate<String> counts) {
            Inspection inspection = new Inspections(0).create(Lexicon.EMPTY, Set.of(kind));
            int marked = 0;
            int hit = 0;
            int found = 0;
            int right = 0;
            for (Sentence sentence : sentences) {
                Set<Span> gold = sentence.marked(type);
                Set<Span> spans = new HashSet<>();
                for (Finding finding : inspection.inspect(List.of(Looking.part(sentence.text)))) {
                    spans.addAll(finding.spans());
                }
                for (Span span : gold) {
                    boolean counted = counts.test(sentence.at(span));
                    marked += counted ? 1 : 0;
                    hit += counted && spans.contains(span) ? 1 : 0;
                }
                found += spans.size();
                right += (int) spans.stream().filter(gold::contains).count();
            }
            return new Figures(marked, hit, found, right);
        }

        double recall() {
            return (double) hit / marked;
        }

        double precision() {
            return (double) right / found;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "recall %d of %d = %.3f, precision %d of %d = %.3f",
                    hit,
                    marked,
                    recall(),
                    right,
                    found,
                    precision());
        }
    }
}
