package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastResortTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java heap space",
                "GC overhead limit exceeded",
                "Metaspace",
                "unable to create native thread: possibly out of memory or process/resource limits reached"
            })
    void memoryIsExhausted_whenTheMachineSaysSo(String message) {
        assertThat(LastResort.isExhausted(new OutOfMemoryError(message))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Requested array size exceeds VM limit",
                "Cannot reserve 16 bytes of direct buffer memory (allocated: 1, limit: 1)"
            })
    void memoryIsNotExhausted_whenOneThingAskedForTooMuch(String message) {
        assertThat(LastResort.isExhausted(new OutOfMemoryError(message))).isFalse();
        assertThat(LastResort.isExhausted(new StackOverflowError(message))).isFalse();
    }
}
