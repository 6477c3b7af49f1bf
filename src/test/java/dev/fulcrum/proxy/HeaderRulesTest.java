package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class HeaderRulesTest {
    @Test
    void headerStaysHere_whenAnyConnectionHeaderNamesIt() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("connection", "keep-alive")
                .add("Connection", "X-Hop, x-other")
                .add("x-hop", "1")
                .add("x-other", "2")
                .add("x-end", "3");

        assertThat(HeaderRules.forTarget(headers).names()).containsExactly("x-end");
    }
}
