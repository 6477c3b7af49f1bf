package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFingerprintTest {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static JsonFingerprint of(String json) throws JsonProcessingException {
        return JsonFingerprint.of(MAPPER.readTree(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"a\":1,\"b\":[true,null]} | { \"b\" : [ true , null ], \"a\" : 1 }",
                "{\"n\":1} | {\"n\":1.0}",
                "{\"n\":0.70} | {\"n\":7e-1}",
                "{\"n\":100} | {\"n\":1E2}",
                "{\"n\":0} | {\"n\":-0.0}",
                "{\"n\":123456789012345678901234567890} | {\"n\":123456789012345678901234567890.0}",
                "{\"s\":\"\\u4f60\\u597d\"} | {\"s\":\"你好\"}",
            })
    void equal_whenTheyMeanTheSame(String one, String other) throws JsonProcessingException {
        assertThat(of(one)).isEqualTo(of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"a\":1} | {\"a\":\"1\"}",
                "{\"a\":null} | {}",
                "{\"a\":null} | {\"a\":\"null\"}",
                "{\"a\":true} | {\"a\":\"true\"}",
                "[1,[2]] | [[1],2]",
                "[\"ab\",\"c\"] | [\"a\",\"bc\"]",
                "{\"a\":[],\"b\":1} | {\"a\":[1],\"b\":1}",
                "[1,2] | [2,1]",
                "[0.1] | [0.10000000000000001]",
                "[\"\\ud800\"] | [\"\\ud801\"]",
                "{\"a\":{}} | {\"a\":[]}",
            })
    void different_whenTheyDoNot(String one, String other) throws JsonProcessingException {
        assertThat(of(one)).isNotEqualTo(of(other));
    }
}
