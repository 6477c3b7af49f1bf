package dev.fulcrum.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * How many attacks are found, and how many harmless texts are taken for one.
 *
 * <p>Each set is split by a hash of the row's number or text: half A was looked at while the signs were written, half B was not.
 */
class InjectionFiguresTest {
    private static final Path DATA = Path.of(System.getProperty("fulcrum.shared", "../shared/data"));
    private static final Inspection INSPECTION = inspection();

    @Test
    void mostInjectionsAreFound() throws IOException {
        Shares shares = shares("cyberseceval/prompt-injection.jsonl", "user_input", row -> true);

        assertThat(shares.whole()).as(shares.toString()).isGreaterThanOrEqualTo(0.60);
    }

    @Test
    void nearlyAllJailbreaksAreFound() throws IOException {
        Shares shares = shares("jailbreaks/in-the-wild-half.jsonl", "prompt", row -> true);

        assertThat(shares.whole()).as(shares.toString()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void hardlyAnyQuestionIsTakenForAnAttack_whenItSoundsUnsafe() throws IOException {
        Shares shares = shares("xstest/prompts.jsonl", "prompt", row -> row.get("expected")
                .asText()
                .equals("comply"));

        assertThat(shares.whole()).as(shares.toString()).isLessThanOrEqualTo(0.02);
    }

    @Test
    void hardlyAnyQuestionIsTakenForAnAttack_whenItIsAboutSecurity() throws IOException {
        Shares shares = shares("cyberseceval/benign-security-questions.jsonl", "mutated_prompt", row -> true);

        assertThat(shares.whole()).as(shares.toString()).isLessThanOrEqualTo(0.02);
    }

    @Test
    void hardlyAnySentenceIsTakenForAnAttack_whenItIsChinese() throws IOException {
        Shares sentences = shares(
                "cold/dev-1500.jsonl", "TEXT", row -> row.get("label").asText().equals("0"));
        Shares questions = shares("jade/medium.jsonl", "问题", row -> true);

        assertThat(sentences.whole()).as(sentences.toString()).isLessThanOrEqualTo(0.02);
        assertThat(questions.whole()).as(questions.toString()).isLessThanOrEqualTo(0.02);
    }

    /** Shares of texts in which something was found: of half A, of half B, of the whole. */
    private record Shares(String set, double halfA, double halfB, double whole, double wholeAtHighScore) {
        @Override
        public String toString() {
            return String.format(
                    "%-45s A %5.1f %%  B %5.1f %%  whole %5.1f %%  (score of 0.8 and more: %5.1f %%)",
                    set, 100 * halfA, 100 * halfB, 100 * whole, 100 * wholeAtHighScore);
        }
    }

    private static Shares shares(String set, String field, Predicate<JsonNode> wanted) throws IOException {
        Path file = DATA.resolve(set);
        assumeTrue(Files.exists(file), "skipped: no texts at " + file);
        int[] all = new int[2];
        int[] found = new int[2];
        int high = 0;
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(file)) {
            JsonNode row = json.readTree(line);
            if (wanted.test(row)) {
                String text = row.get(field).asText();
                int half = half(row, text);
                double score = score(text);
                all[half]++;
                found[half] += score > 0 ? 1 : 0;
                high += score >= 0.8 ? 1 : 0;
            }
        }
        double rows = all[0] + all[1];
        Shares shares = new Shares(
                set, found[0] / (double) all[0], found[1] / (double) all[1], (found[0] + found[1]) / rows, high / rows);
        System.out.println(shares);
        return shares;
    }

    /** By the row's number where it has one, else by its text. */
    private static int half(JsonNode row, String text) throws IOException {
        JsonNode id = row.hasNonNull("prompt_id")
                ? row.get("prompt_id")
                : row.hasNonNull("id") ? row.get("id") : row.get("ID");
        String key = id == null ? text : id.asText();
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8))[0] & 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    private static double score(String text) {
        return INSPECTION.inspect(List.of(Looking.part(text))).stream()
                .mapToDouble(finding -> finding.score())
                .max()
                .orElse(0);
    }

    private static Inspection inspection() {
        Set<String> kinds = new TreeSet<>(InjectionDetector.KINDS);
        kinds.addAll(EncodedDetector.KINDS);
        return new Inspections(0).create(Lexicon.EMPTY, kinds);
    }
}
