package dev.fulcrum.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {

    /** The history that lines such as {@code user: hello} write. */
    private static List<Message> history(String lines) {
        List<Message> messages = new ArrayList<>();
        for (String line : lines.strip().split("\n", -1)) {
            String[] said = line.strip().split(": ?", 2);
            messages.add(new Message(said[0], said[1], messages.size(), false));
        }
        return messages;
    }

    private static Conversation of(String lines) {
        return Conversation.of(history(lines), text -> text.startsWith("no"));
    }

    @Test
    void nothingIsCounted_whenNobodySaidAnything() {
        assertThat(Conversation.of(List.of(), text -> true)).isEqualTo(Conversation.NONE);
    }

    @Test
    void refusalsAreCounted_whenAnAnswerLiesBetween() {
        Conversation conversation = of(
                """
                user: a
                assistant: no
                user: b
                assistant: yes
                user: c
                assistant: no
                user: d
                """);

        assertThat(conversation).isEqualTo(new Conversation(4, 0, 2, 1));
    }

    @Test
    void rowEnds_whenTheModelAnswers() {
        Conversation conversation = of(
                """
                user: a
                assistant: no
                user: b
                assistant: no
                user: c
                assistant: yes
                user: d
                """);

        assertThat(conversation).isEqualTo(new Conversation(4, 0, 2, 0));
    }

    @Test
    void lastWordCounts_whenAToolWasAskedInBetween() {
        Conversation conversation = of(
                """
                user: a
                assistant: no access, I look it up
                tool: 42
                assistant: it is 42
                assistant:
                user: b
                assistant: let me see
                tool: none
                assistant: no
                user: c
                """);

        assertThat(conversation).isEqualTo(new Conversation(3, 0, 1, 1));
    }

    @Test
    void prefillDoesNotCount_whenNobodyHasReplied() {
        assertThat(of("user: a\nassistant: no")).isEqualTo(new Conversation(1, 0, 0, 0));
    }

    @Test
    void othersDoNotCount_whenTheySayNo() {
        assertThat(of("system: no\nuser: no\ntool: no\nuser: so what")).isEqualTo(new Conversation(2, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSAL, 0, true",
        "PARTIAL, 0.5, true",
        "PARTIAL, 0.4, false",
        "FULL, 1, false",
    })
    void userIsTurnedAway_whenNothingIsLeftToThem(AnswerClass.Compliance compliance, double evasive, boolean away) {
        assertThat(new AnswerClass(compliance, evasive, 0).turnsAway()).isEqualTo(away);
    }
}
