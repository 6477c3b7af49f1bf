package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
    @TempDir
    Path directory;

    /** A configuration whose third line is a target at a URL. */
    private Loaded<GatewayConfig> read(String allowed, String url) {
        String target = "  - { name: h, kind: http, url: \"" + url + "\" }\nroutes:";
        return Written.config(
                directory, Written.LEAST.replace("routes:", target) + "allowed-hosts: " + allowed + "\n", Map.of());
    }

    @ParameterizedTest(name = "{1} by {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            [ api.example.com ]          | https://api.example.com/v1
            [ api.example.com ]          | http://API.Example.COM:8443
            [ API.Example.com ]          | https://api.example.com
            [ api.example.com ]          | https://api.example.com.
            [ api.example.com. ]         | https://api.example.com
            [ "*.example.com" ]          | https://eu.api.example.com
            [ "api.example.com:443" ]    | https://api.example.com
            [ "api.example.com:80" ]     | http://api.example.com
            [ "*.example.com:8443" ]     | https://api.example.com:8443
            [ "[::1]:8000" ]             | http://[::1]:8000
            [ 10.0.0.7 ]                 | http://10.0.0.7:9000
            [ other.example, 127.0.0.1 ] | http://127.0.0.1
            """)
    void targetIsTaken_whenAnEntryCoversItsHost(String allowed, String url) {
        assertThat(read(allowed, url).problems()).isEmpty();
    }

    @ParameterizedTest(name = "{1} by {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            [ api.example.com ]          | https://api.example.org
            [ api.example.com ]          | https://eu.api.example.com
            [ api.example.com ]          | https://api.example.com.attacker.example
            [ api.example.com ]          | https://xapi.example.com
            [ "*.example.com" ]          | https://example.com
            [ "*.example.com" ]          | https://badexample.com
            [ "api.example.com:443" ]    | https://api.example.com:444
            [ "api.example.com:443" ]    | http://api.example.com
            [ "[::1]:8000" ]             | http://[::1]:8001
            [ "[::1]" ]                  | http://[::2]
            [ 10.0.0.7 ]                 | http://10.0.0.70
            """)
    void targetIsRefusedWithItsPlace_whenNoEntryCoversItsHost(String allowed, String url) {
        Problem problem = Written.only(read(allowed, url));

        assertThat(problem.file()).isEqualTo(directory.resolve("fulcrum.yaml").toString());
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.path()).isEqualTo("targets[1].url");
        assertThat(problem.what()).contains("the host `").contains("is not among `allowed-hosts`");
        assertThat(problem.mend()).contains("add it there");
    }

    @Test
    void externalDetectorIsRefusedWithItsPlace_whenNoEntryCoversItsHost() {
        String text = Written.LEAST
                + """
                allowed-hosts: [ moderation.example ]
                detectors:
                  external:
                    - { name: outside, url: "https://elsewhere.example/x", kinds: [ outside.a ], format: plain }
                """;

        Loaded<GatewayConfig> loaded = Written.config(directory, text, Map.of());

        assertThat(loaded.problems()).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(10);
            assertThat(problem.path()).isEqualTo("detectors.external[0].url");
            assertThat(problem.what()).contains("`elsewhere.example`, port 443, is not among");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ ]",
                "[ \"*\" ]",
                "[ \"*.*.example\" ]",
                "[ \"https://api.example.com\" ]",
                "[ \"api.example.com/v1\" ]",
                "[ \"api.example.com:0\" ]",
                "[ \"api.example.com:70000\" ]",
                "[ \"*.10.0.0.7\" ]",
                "[ \"\" ]",
                "api.example.com"
            })
    void entryIsRefusedWithItsPlace_whenItIsNoHost(String allowed) {
        Loaded<GatewayConfig> loaded = Written.config(directory, Written.LEAST + "allowed-hosts: " + allowed, Map.of());

        Problem problem = Written.only(loaded);
        assertThat(problem.line()).isEqualTo(7);
        assertThat(problem.path()).startsWith("allowed-hosts");
    }
}
