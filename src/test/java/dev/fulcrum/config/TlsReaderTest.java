package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsReaderTest {
    @TempDir
    Path directory;

    @BeforeEach
    void files() {
        Written.file(directory, "a.pem", "");
        Written.file(directory, "k.pem", "");
    }

    private Loaded<GatewayConfig> listener(String tls) {
        return Written.config(
                directory, Written.LEAST + "server: { host: 127.0.0.1, tls: { " + tls + " } }\n", Map.of());
    }

    private Loaded<GatewayConfig> target(String keys) {
        String target = "  - { name: h, kind: http, " + keys + " }\nroutes:";
        return Written.config(directory, Written.LEAST.replace("routes:", target), Map.of());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            certificate: a.pem                                              | .key                 | is missing         | key in PEM
            key: k.pem                                                      | .certificate         | is missing         | certificate in PEM
            certificate: a.pem, key: none.pem                               | .key                 | none.pem           | PEM
            certificate: a.pem, key: k.pem, client-ca: none.pem             | .client-ca           | none.pem           | PEM
            certificate: a.pem, key: k.pem, client-certificates: required   | .client-certificates | without `client-ca` | add `client-ca`
            certificate: a.pem, key: k.pem, client-ca: a.pem, client-certificates: none | .client-certificates | `none` | required, optional
            certificate: a.pem, key: k.pem, ca: a.pem                       | .ca                  | not known here     | client-ca
            """)
    void mistakeIsToldWithItsPlace_whenAListenerIsWrong(String tls, String key, String what, String mend) {
        Problem problem = Written.only(listener(tls));

        assertThat(problem.line()).isEqualTo(7);
        assertThat(problem.path()).isEqualTo("server.tls" + key);
        assertThat(problem.what()).contains(what);
        assertThat(problem.mend()).contains(mend);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            url: "https://h", tls: { ca: a.pem, certificate: a.pem } | tls.key         | is missing            | go together
            url: "https://h", tls: { ca: a.pem, key: k.pem }         | tls.certificate | is missing            | go together
            url: "https://h", tls: { }                               | tls             | says nothing          | `ca`
            url: "https://h", tls: { ca: none.pem }                  | tls.ca          | none.pem              | PEM
            url: "http://h", tls: { ca: a.pem }                      | tls             | begins with http:     | https
            url: "https://h", tls: { client-ca: a.pem, ca: a.pem }   | tls.client-ca   | not known here        | ca
            """)
    void mistakeIsToldWithItsPlace_whenATargetIsWrong(String keys, String key, String what, String mend) {
        Problem problem = Written.only(target(keys));

        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.path()).isEqualTo("targets[1]." + key);
        assertThat(problem.what()).contains(what);
        assertThat(problem.what() + problem.mend()).contains(mend);
    }

    @Test
    void filesAreFoundFromTheConfiguration_whenTheirPathsAreRelative() {
        TlsFiles files = listener("certificate: a.pem, key: k.pem, client-ca: a.pem, client-certificates: optional")
                .value()
                .flatMap(config -> config.server().tls())
                .orElseThrow();

        assertThat(files)
                .isEqualTo(new TlsFiles(
                        "server.tls",
                        Optional.of(new TlsFiles.Identity(directory.resolve("a.pem"), directory.resolve("k.pem"))),
                        Optional.of(directory.resolve("a.pem")),
                        false));
    }
}
