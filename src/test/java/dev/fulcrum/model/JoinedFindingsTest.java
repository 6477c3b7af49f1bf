package dev.fulcrum.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedFindingsTest {
    private static final Part PART = new Part(Part.MESSAGE, "user", 0, true, "Which stock should I buy? Which fund?");
    private static final Part TWIN = new Part(Part.MESSAGE, "user", 0, true, PART.text());

    private static Finding finding(String kind, Part part, double score, Span... spans) {
        return new Finding(kind, part, score, Math.max(1, spans.length), List.of(spans));
    }

    @Test
    void oneIsLeftWithTheHigherScoreAndAllStretches_whenTwoSourcesSawTheKind() {
        Finding phrase = finding("topic.stocks", PART, 0.9, new Span(6, 16), new Span(30, 34));
        Finding example = finding("topic.stocks", PART, 0.7, new Span(0, 25));

        assertThat(JoinedFindings.of(List.of(phrase), List.of(example)))
                .containsExactly(finding("topic.stocks", PART, 0.9, new Span(0, 25), new Span(30, 34)));
        assertThat(JoinedFindings.of(List.of(example), List.of(phrase)))
                .containsExactly(finding("topic.stocks", PART, 0.9, new Span(0, 25), new Span(30, 34)));
    }

    @Test
    void stretchesStayApart_whenTheyOnlyTouch() {
        Finding phrase = finding("topic.stocks", PART, 0.9, new Span(0, 6));
        Finding example = finding("topic.stocks", PART, 1, new Span(6, 16));

        assertThat(JoinedFindings.of(List.of(phrase), List.of(example)))
                .containsExactly(finding("topic.stocks", PART, 1, new Span(0, 6), new Span(6, 16)));
    }

    @Test
    void wholePartIsMeant_whenOneSourceMeansIt() {
        Finding phrases = finding("topic.stocks", PART, 0.9, new Span(0, 5), new Span(6, 16));
        Finding whole = finding("topic.stocks", PART, 0.4);

        assertThat(JoinedFindings.of(List.of(phrases), List.of(whole)))
                .containsExactly(new Finding("topic.stocks", PART, 0.9, 2, List.of()));
    }

    @Test
    void eachStays_whenKindOrPartDiffer() {
        Finding first = finding("topic.stocks", PART, 0.9, new Span(0, 5));
        Finding otherKind = finding("topic.funds", PART, 0.9, new Span(0, 5));
        Finding otherPart = finding("topic.stocks", TWIN, 0.9, new Span(0, 5));

        assertThat(JoinedFindings.of(List.of(first), List.of(otherKind, otherPart)))
                .containsExactly(first, otherKind, otherPart);
    }
}
