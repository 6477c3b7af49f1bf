package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageReportTest {
    private static Tokens chat(String usage) {
        return ChatAnswers.json("{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}],\"usage\":"
                        + usage + "}")
                .tokens();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"prompt_tokens\":20,\"completion_tokens\":151,\"total_tokens\":553}|20|533",
                "{\"prompt_tokens\":20,\"completion_tokens\":151,\"total_tokens\":171}|20|151",
                "{\"prompt_tokens\":20,\"completion_tokens\":151,\"total_tokens\":5}|20|151",
                "{\"prompt_tokens\":20,\"completion_tokens\":151,\"total_tokens\":-5}|20|151",
                "{\"prompt_tokens\":20,\"completion_tokens\":151}|20|151",
                "{\"prompt_tokens\":20,\"total_tokens\":50}|20|30",
                "{\"completion_tokens\":20,\"total_tokens\":50}|30|20",
                "{\"total_tokens\":50}|50|0",
                "{\"prompt_tokens\":20.0,\"completion_tokens\":7.0}|20|7",
                "{\"prompt_tokens\":9,\"completion_tokens\":5,\"completion_tokens_details\":{\"reasoning_tokens\":100}}|9|105",
                "{\"prompt_tokens\":9,\"completion_tokens\":105,\"completion_tokens_details\":{\"reasoning_tokens\":100}}|9|105",
                "{\"prompt_tokens\":9,\"completion_tokens\":5,\"total_tokens\":114,\"completion_tokens_details\":{\"reasoning_tokens\":100}}|9|105",
                "{\"prompt_tokens\":9,\"completion_tokens\":5,\"thoughts_token_count\":6}|9|11",
                "{\"prompt_tokens\":9,\"completion_tokens\":5,\"cache_read_input_tokens\":100,\"total_tokens\":114}|109|5",
                "{\"prompt_tokens\":-9,\"completion_tokens\":\"5\"}|0|0",
            })
    void thoughtIsOutput_whenOnlyTheTotalTells(String usage, long input, long output) {
        assertThat(chat(usage)).isEqualTo(new Tokens(input, output));
    }

    @Test
    void lastReportCounts_unlessItIsOfZeros() {
        String chunk = ChatAnswers.chunk(0, "{\"content\":\"a\"}", "stop");
        String first =
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":9}}\n\n";
        String zeros =
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}}\n\n";

        assertThat(ChatAnswers.stream(chunk + first + zeros).tokens()).isEqualTo(new Tokens(1, 8));
    }
}
