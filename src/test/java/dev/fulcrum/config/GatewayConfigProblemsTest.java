package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Problem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mistake at a time, each put in the place of a piece of the least configuration or added to its end. */
class GatewayConfigProblemsTest {
    private static final String HASH = "sha256:" + "0a".repeat(32);

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{1} instead of {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            models: [ "*" ]             | models: [x], deadlin: 1s     | 4 | routes[0].deadlin      | `deadlin`               | `deadline`
            character: eager            | character: eagr              | 2 | targets[0].character   | `eagr`                  | eager, careful
            character: eager            | character: eager, surfaces: [ openai.responses ] | 2 | targets[0].surfaces[0] | `openai.responses` | openai.chat
            character: eager            | character: eager, surfaces: [ ] | 2 | targets[0].surfaces | empty                 | at least one
            kind: simulated             | kind: llm                    | 2 | targets[0].kind        | `llm`                   | http, simulated, recorded
            kind: simulated             | kind: [ simulated ]          | 2 | targets[0].kind        | a list                  | http, simulated, recorded
            kind: simulated             | kind:                        | 2 | targets[0].kind        | has no value            | http, simulated, recorded
            name: all,                  | name: 12,                    | 4 | routes[0].name         | `12` for a number       | quotes
            name: all,                  | name: a ll,                  | 4 | routes[0].name         | `a ll`                  | 64 letters
            targets: [ sim ]            | targets: [ sim, sin ]        | 4 | routes[0].targets[1]   | `sin`                   | `sim`
            targets: [ sim ]            | targets: [ sim, sim ]        | 4 | routes[0].targets[1]   | twice                   | remove
            targets: [ sim ]            | targets: [ ]                 | 4 | routes[0].targets      | empty                   | at least one
            targets: [ sim ]            | targets: sim                 | 4 | routes[0].targets      | found text              | a list
            , targets: [ sim ]          | ~ ~                          | 4 | routes[0].targets      | is missing              | at least one
            models: [ "*" ]             | models: [ "a b" ]            | 4 | routes[0].models[0]    | `a b`                   | without blanks
            models: [ "*" ]             | apps: [ locl ], models: [x]  | 4 | routes[0].apps[0]      | `locl`                  | `local`
            models: [ "*" ]             | apps: [ ], models: [x]       | 4 | routes[0].apps         | empty                   | all apps
            models: [ "*" ]             | models: [x], window: 5       | 4 | routes[0].window        | `5`                     | 20
            models: [ "*" ]             | models: [x], hold-back: all  | 4 | routes[0].hold-back    | `all`                   | whole, window, none
            models: [ "*" ]             | models: [x], on-policy-error: yes | 4 | routes[0].on-policy-error | `yes`           | closed, open
            models: [ "*" ]             | models: [x], deadline: 120   | 4 | routes[0].deadline     | `120` has no unit       | 500ms
            models: [ "*" ]             | models: [x], deadline: 2h    | 4 | routes[0].deadline     | `2h` is out of range    | 100ms to 1h
            models: [ "*" ]             | models: [x], deadline: 1.5m  | 4 | routes[0].deadline     | `1.5m`                  | 100ms to 1h
            [ sim ]                     | [ sim, sim ]                 | 4 | routes[0].targets[1]   | stands in the list twice | remove one
            [ sim ]                     | [ { any-of: [ sim, sim ] } ] | 4 | routes[0].targets[0].any-of[1] | stands in the list twice | remove one
            [ sim ]                     | [ sim, { any-of: [ sim ] } ] | 4 | routes[0].targets[1].any-of[0] | stands in the list twice | remove one
            [ sim ]                     | [ { any-of: [ sin ] } ]      | 4 | routes[0].targets[0].any-of[0] | `sin` is not the name | did you mean `sim`
            [ sim ]                     | [ { any-of: [ ] } ]          | 4 | routes[0].targets[0].any-of | empty | at least one target
            [ sim ]                     | [ { of: [ sim ], any-of: [ sim ] } ] | 4 | routes[0].targets[0].of | not known here | any-of
            [ sim ]                     | [ { any-of: [ { weight: 2 } ] } ] | 4 | routes[0].targets[0].any-of[0].target | is missing | name of a target
            [ sim ]                     | [ { any-of: [ { target: sim, weight: 0 } ] } ] | 4 | routes[0].targets[0].any-of[0].weight | out of range | 1 to 1000
            [ sim ]                     | [ { any-of: [ sim ], by: turn } ] | 4 | routes[0].targets[0].by | `turn` | weight, sticky
            [ sim ]                     | [ sim ], attempts: 11        | 4 | routes[0].attempts     | `11` is out of range | 1 to 10
            character: eager            | character: eager, concurrency: 0 | 2 | targets[0].concurrency | out of range | 1 to 1000000
            character: eager            | character: eager, breaker: off | 2 | targets[0].breaker   | `off` | none
            character: eager            | character: eager, breaker: { failures: 50 } | 2 | targets[0].breaker.failures | with % | 50%
            character: eager            | character: eager, breaker: { of: 5, minimum: 6 } | 2 | targets[0].breaker.minimum | more than the 5 | raise `of`
            character: eager            | character: eager, breaker: { until: 5s } | 2 | targets[0].breaker.until | not known here | pause
            rules: rules                | rules: ""                    | 5 | policy.rules           | is blank                | directory
            rules: rules, risks         | risks                        | 5 | policy.rules           | is missing              | directory
            rules: rules                | rules: rules, reload: on     | 5 | policy.reload          | `on`                    | true or false
            rules: rules                | rules: rules, firings: 0     | 5 | policy.firings         | `0` is out of range     | 1 to 1000000
            rules: rules                | rules: rules, firings: many  | 5 | policy.firings         | `many` is not a whole   | 1 to 1000000
            rules: rules                | rules: rules, rules: r       | 5 | policy.rules           | twice, first in line 5  | one of them
            { path: data/fulcrum.db }   | data/fulcrum.db              | 6 | ledger                 | found text              | a mapping
            """)
    void mistakeIsToldWithItsPlace_whenAValueIsWrong(
            String right, String wrong, int line, String path, String what, String mend) {
        assertThat(Written.LEAST).contains(right);

        Problem problem = Written.only(read(Written.LEAST.replace(right, wrong)));

        assertThat(problem.file()).isEqualTo(directory.resolve("fulcrum.yaml").toString());
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.path()).isEqualTo(path);
        assertThat(problem.what()).contains(what);
        assertThat(problem.mend()).contains(mend);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            limit: {}                                        | limit              | `limit`                  | `limits`
            limits:                                          | limits             | nothing                  | a mapping
            limits: { body: 8MB }                            | limits.body        | `8MB`                    | 8MiB
            limits: { body: 2GiB }                           | limits.body        | `2GiB` is out of range   | 1KiB to 1GiB
            limits: { depth: 0x10 }                          | limits.depth       | `0x10`                   | whole number
            server: { host: "1.2.3" }                        | server.host        | `1.2.3` is not a host    | IP address
            server: { host: "300.1.1.1" }                    | server.host        | `300.1.1.1` is not a host | IP address
            server: { port: 65536 }                          | server.port        | `65536` is out of range  | 0 to 65535
            server: { port: -1 }                             | server.port        | `-1` is out of range     | 0 to 65535
            server: { host: 0.0.0.0 }                        | server.host        | `0.0.0.0` can be reached from outside | apps
            server: { host: gateway.example, port: 1 }       | server.host        | `gateway.example` can be reached | apps
            cors: { origins: [ ] }                           | cors.origins       | empty                    | leave `cors` out
            cors: { credentials: true }                      | cors.origins       | is missing               | at least one origin
            cors: { origins: [ "https://a.example/" ] }      | cors.origins[0]    | more than a scheme       | https://app.example.com
            cors: { origins: [ app.example.com ] }           | cors.origins[0]    | is not an origin         | https://app.example.com
            cors: { origins: [ "null" ] }                    | cors.origins[0]    | is not an origin         | https://app.example.com
            cors: { origins: [ "*" ], credentials: true }    | cors.credentials   | every page               | list the origins
            cors: { origins: [ "*", "https://a.example" ] }  | cors.origins       | beside other origins     | alone
            admin: { port: 8080 }                            | admin.port         | the gateway itself       | another
            apps: [ { name: a, keys: [ ] } ]                 | apps[0].keys       | empty                    | at least one
            apps: [ { name: a } ]                            | apps[0].keys       | is missing               | at least one
            desks: [ { name: d, zone: UTC } ]                | desks[0].hours     | is missing               | Mon-Fri 09:00-18:00
            desks: [ { name: d, hours: "9-5", zone: UTC } ]  | desks[0].hours     | `9-5`                    | Mon-Fri 09:00-18:00
            desks: [ { name: d, hours: "Fri 18:00-02:00", zone: UTC } ] | desks[0].hours | does not end after it begins | a night is two
            desks: [ { name: d, hours: [ always, "Sat 10:00-14:00" ] , zone: UTC } ] | desks[0].hours | beside | alone
            desks: [ { name: d, hours: "Sat 10:00-14:00" } ] | desks[0].zone      | is missing               | Asia/Shanghai
            desks: [ { name: d, hours: always, zone: Asia/Shangai } ] | desks[0].zone | `Asia/Shanghai` would be | a time zone
            desks: [ { name: d, hours: always, zone: UTC, holidays: [ 2026-02-30 ] } ] | desks[0].holidays[0] | `2026-02-30` | 2026-10-01
            """)
    void mistakeIsToldWithItsPlace_whenALineIsWrong(String line, String path, String what, String mend) {
        Problem problem = Written.only(read(Written.LEAST + line));

        assertThat(problem.line()).isEqualTo(7);
        assertThat(problem.path()).isEqualTo(path);
        assertThat(problem.what()).contains(what);
        assertThat(problem.mend()).contains(mend);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            url: "ftp://h"                        | url  | `ftp://h` does not begin with http | https://api
            url: "h:8080"                         | url  | `h:8080`                          | https://api
            url: "http://"                        | url  | `http://`                         | https://api
            url: "http://h h"                     | url  | is not a URL                      | https://api
            url: "http://h:99999"                 | url  | port out of range                 | https://api
            url: "http://h/#x"                    | url  | a query or a fragment             | https://api
            model: m                              | url  | is missing                        | https://api
            url: "http://h", auth: bearer         | key  | is missing                        | ${OPENAI_API_KEY}
            url: "http://h", auth: caller, key: "${K}" | auth | `caller` would never send    | remove `key`
            url: "http://h", auth: basic          | auth | `basic`                           | bearer, x-api-key, api-key, caller, none
            url: "http://h", idle-timeout: 1ms    | idle-timeout | out of range              | 10ms to 1h
            url: "http://h", query: [ api_key ]   | query[0] | never passes                    | keys never pass
            url: "http://h", query: [ "a=b" ]     | query[0] | `a=b` is no plain name          | a parameter of a query
            url: "http://h", pace: 1ms            | pace | `pace` is not known here          | connect-timeout
            """)
    void mistakeIsToldWithItsPlace_whenAnHttpTargetIsWrong(String keys, String key, String what, String mend) {
        String target = "  - { name: h, kind: http, " + keys + " }\nroutes:";

        Problem problem =
                Written.only(Written.config(directory, Written.LEAST.replace("routes:", target), Map.of("K", "k")));

        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.path()).isEqualTo("targets[1]." + key);
        assertThat(problem.what()).contains(what);
        assertThat(problem.mend()).contains(mend);
    }

    @Test
    void everyMistakeIsTold_whenThereAreSeveral() {
        Loaded<GatewayConfig> loaded = read(
                """
                server: { host: 0.0.0.0, prot: 1 }
                targets:
                  - { name: a, kind: http, url: nowhere, key: sk-literal }
                  - { name: a, kind: recorded, file: none.jsonl }
                routes:
                  - { name: r, apps: [ x ], models: [ ], targets: [ b ], deadline: soon }
                policy: { rules: rules }
                """);

        assertThat(loaded.value()).isEmpty();
        assertThat(Written.places(loaded))
                .containsExactlyInAnyOrder(
                        "1 server.prot",
                        "1 server.host",
                        "1 ledger",
                        "3 targets[0].url",
                        "3 targets[0].key",
                        "4 targets[1].name",
                        "4 targets[1].file",
                        "6 routes[0].apps[0]",
                        "6 routes[0].models",
                        "6 routes[0].targets[0]",
                        "6 routes[0].deadline",
                        "7 policy.risks")
                .isSortedAccordingTo((a, b) -> Character.compare(a.charAt(0), b.charAt(0)));
    }

    @Test
    void referenceIsNotBlamed_whenTheNameItselfIsUnfit() {
        String text = Written.LEAST.replace("name: sim", "name: si m").replace("[ sim ]", "[ si m ]");

        assertThat(Written.only(read(text)).path()).isEqualTo("targets[0].name");
    }

    @Test
    void sameHashIsRefused_whenTwoAppsShareIt() {
        String apps = "apps:\n  - { name: a, keys: [ \"%1$s\" ] }\n  - { name: b, keys: [ \"%1$s\" ] }\n";

        Problem problem = Written.only(read(Written.LEAST + apps.formatted(HASH)));

        assertThat(problem.path()).isEqualTo("apps[1].keys[0]");
        assertThat(problem.what()).contains("apps[0].keys[0]");
    }

    @Test
    void routeMayNameLocal_onlyWhenThereAreNoApps() {
        String local = Written.LEAST.replace("models:", "apps: [ local ], models:");
        String apps = "apps: [ { name: bank, keys: [ \"" + HASH + "\" ] } ]\n";

        assertThat(read(local).problems()).isEmpty();
        assertThat(Written.only(read(local + apps)).mend()).contains("known: bank");
    }

    @Test
    void fileIsNamed_whenItIsNotThere() {
        Problem problem = Written.only(GatewayConfig.read(directory.resolve("none.yaml"), name -> null));

        assertThat(problem.file()).endsWith("none.yaml");
        assertThat(problem.what()).contains("no such file");
    }

    private Loaded<GatewayConfig> read(String text) {
        return Written.config(directory, text, Map.of());
    }
}
