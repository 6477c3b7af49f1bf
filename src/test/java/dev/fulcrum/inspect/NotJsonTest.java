package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotJsonTest {
    private static final Looking NOT_JSON = Looking.forKinds("answer.not-json");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sure! {\"a\":1}",
                "{\"a\":1} x",
                "{\"a\":1",
                "{\"a\":1}{\"a\":1}",
                "1 2",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "```json\n{}\n```",
                " ",
                "NaN",
            })
    void wholeTextIsFound_whenItIsNoJson(String text) {
        assertThat(NOT_JSON.cutOut(text)).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1,2,{\"b\":null}]}", "[]", " {} \n", "\"text\"", "1.5e3", "true"})
    void nothingIsFound_whenItIsJson(String text) {
        assertThat(NOT_JSON.at(text)).isEmpty();
    }

    @Test
    void textIsFound_whenItIsDeeperThanAnybodyReads() {
        assertThat(NOT_JSON.at("[".repeat(100_000) + "]".repeat(100_000))).hasSize(1);
    }
}
