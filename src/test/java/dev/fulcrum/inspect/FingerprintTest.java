package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void fingerprintsDiffer_whenTextsDo() {
        List<String> texts = new ArrayList<>(List.of("", "\0", "\0\0", "a", "á", "\u0161", "\u0100a", "\u0001a", "ab"));
        texts.addAll(List.of("\uD83D", "\uDE42", "\uD83D\uDE42", "\uD83D\uD83D", "?", "退款", "款退"));
        for (int length : new int[] {1_023, 1_024, 1_025, 2_047, 2_048, 2_049}) {
            texts.add("a".repeat(length));
            texts.add("退".repeat(length));
            texts.add("a".repeat(length) + "退");
            texts.add("退" + "a".repeat(length));
        }

        Map<Fingerprint, String> known = new HashMap<>();
        for (String text : texts) {
            assertThat(known.put(Fingerprint.of(1, text), text)).as(text).isNull();
        }
    }

    @Test
    void fingerprintsAreTheSame_whicheverTextCameBefore() {
        String text = "How do I freeze my card? 如何冻结银行卡？".repeat(60);
        Fingerprint first = Fingerprint.of(1, text);
        Fingerprint.of(1, "退".repeat(3_000));
        Fingerprint.of(1, "");

        assertThat(Fingerprint.of(1, String.valueOf(text.toCharArray()))).isEqualTo(first);
        assertThat(Fingerprint.of(2, text)).isNotEqualTo(first);
    }

    @Test
    void fingerprintsAreTheSame_whicheverThreadAsks() {
        String text = "How do I freeze my card? ".repeat(100);
        Fingerprint first = Fingerprint.of(1, text);

        assertThat(IntStream.range(0, 10_000).parallel().mapToObj(i -> Fingerprint.of(1, text)))
                .allMatch(first::equals);
    }
}
