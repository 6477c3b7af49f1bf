package dev.fulcrum.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fulcrum.upstream.HttpTarget.Auth;
import dev.fulcrum.upstream.LyingServer.Received;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetCredentialsTest {
    private static final String CALLERS = "callers-secret";
    private static final String OWN = "own-secret";

    private static Received sentWith(Auth auth) throws IOException {
        try (LyingServer server = new LyingServer(LyingServer.serving("{}"));
                Caller caller = new Caller()) {
            String key = auth.needsKey() ? OWN : null;
            HttpTarget target = new HttpTarget(caller.vertx(), HttpTargets.withAuth(server.url(), auth, key));
            MultiMap credentials = MultiMap.caseInsensitiveMultiMap()
                    .add("Authorization", "Bearer " + CALLERS)
                    .add("x-api-key", CALLERS)
                    .add("api-key", CALLERS);
            UpstreamRequest plain = Caller.chat("{}");
            plain.headers() // what a careless caller of this room might leave in
                    .add("Authorization", "Bearer left-over")
                    .add("X-Api-Key", "left-over")
                    .add("Api-Key", "left-over")
                    .add("Cookie", "left-over")
                    .add("Proxy-Authorization", "left-over");
            caller.ask(target, new UpstreamRequest(plain.path(), plain.headers(), credentials, plain.body()));
            return server.received().get(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BEARER, authorization, Bearer own-secret",
        "X_API_KEY, x-api-key, own-secret",
        "API_KEY, api-key, own-secret",
    })
    void onlyTheOwnKeyIsSent_whenTheTargetHasOne(Auth auth, String header, String value) throws IOException {
        Received received = sentWith(auth);
        assertThat(received.header(header)).isEqualTo(value);
        assertThat(received.head())
                .doesNotContain(CALLERS)
                .doesNotContain("left-over")
                .containsOnlyOnce(OWN);
    }

    @Test
    void nothingIsSent_whenTheTargetWantsNone() throws IOException {
        Received received = sentWith(Auth.NONE);
        assertThat(received.head()).doesNotContain(CALLERS).doesNotContain("left-over");
    }

    @Test
    void theCallersAreSent_whenTheTargetWantsThem() throws IOException {
        Received received = sentWith(Auth.CALLER);
        assertThat(received.header("authorization")).isEqualTo("Bearer " + CALLERS);
        assertThat(received.header("x-api-key")).isEqualTo(CALLERS);
        assertThat(received.header("api-key")).isEqualTo(CALLERS);
        assertThat(received.head()).doesNotContain("left-over");
    }

    @Test
    void keyIsHidden_whenSettingsArePrinted() {
        HttpTarget.Settings settings = HttpTargets.withAuth(URI.create("https://models.example"), Auth.BEARER, OWN);
        assertThat(settings).hasToString("model at https://models.example, auth bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://models.example",
                "models.example",
                "http://user:pw@models.example",
                "http://models.example/#a",
                "http:/v1",
            })
    void refuses_whenTheUrlIsNoBase(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpTargets.patient(URI.create(url)))
                .withMessageStartingWith("url must")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("pw"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"BEARER,NULL,must be given", "NONE,key,must be absent", "BEARER,a b,visible ASCII"},
            nullValues = "NULL")
    void refuses_whenTheKeyDoesNotFit(Auth auth, String key, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpTargets.withAuth(URI.create("http://models.example"), auth, key))
                .withMessageContaining(message);
    }
}
