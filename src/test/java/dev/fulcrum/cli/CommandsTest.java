package dev.fulcrum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as somebody types them: what they print, and their exit codes. */
class CommandsTest {
    private static final String SHIPPED = "config/fulcrum.yaml";

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path config;

    @BeforeEach
    void write() throws IOException {
        config = home.resolve("fulcrum.yaml");
        Files.writeString(
                config,
                """
                targets: [ { name: sim, kind: simulated, character: balanced } ]
                routes: [ { name: all, models: [ "*" ], targets: [ sim ] } ]
                policy: { rules: "%s", risks: "%s" }
                ledger: { path: data/fulcrum.db }
                desks:
                  - { name: wealth, hours: always }
                  - { name: complaints, hours: always }
                  - { name: fraud, hours: always }
                """
                        .formatted(
                                Path.of("rules").toAbsolutePath(),
                                Path.of("config/risks.yaml").toAbsolutePath()));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return FulcrumCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void checkIsFine_whenAllIsAsShipped() {
        assertThat(run("check", "--config", SHIPPED)).as(out.toString()).isZero();
        assertThat(out.toString()).contains("fine").contains("rules").doesNotContain("\u001b[");
    }

    @Test
    void checkIsFineAndSaysNothing_whenTheShippedRulesStreamInWindows() throws IOException {
        assertThat(run("check", "--config", shippedWith("window"))).isZero();
        assertThat(out.toString()).startsWith("fine").doesNotContain("note");
    }

    @Test
    void checkIsFineButNotesWhatComesTooLate_whenARouteHoldsNothingBack() throws IOException {
        String config = shippedWith("none");

        assertThat(run("check", "--config", config)).isZero();
        assertThat(out.toString())
                .contains("response/e-mail-in-answer: note: redacts, which comes too late for streams on routes")
                .contains("fine");
        assertThat(run("check", "--config", config, "--format", "json")).isZero();
        JsonObject json = new JsonObject(out.toString());
        assertThat(json.getJsonArray("problems")).isEmpty();
        assertThat(json.getJsonArray("notes").getJsonObject(0).getString("level"))
                .isEqualTo("note");
    }

    private String shippedWith(String holdBack) throws IOException {
        Path own = home.resolve("shipped.yaml");
        Files.writeString(
                own,
                Files.readString(Path.of(SHIPPED))
                        .replace("hold-back: window", "hold-back: " + holdBack)
                        .replace("../rules", Path.of("rules").toAbsolutePath().toString())
                        .replace(
                                "risks: risks.yaml",
                                "risks: " + Path.of("config/risks.yaml").toAbsolutePath()));
        return own.toString();
    }

    @Test
    void checkNamesFileLineAndMend_whenARuleIsBroken() throws IOException {
        Path rules = home.resolve("rules/request");
        Files.createDirectories(rules);
        Files.writeString(
                rules.resolve("one.drl"),
                """
                package rules;
                import dev.fulcrum.model.*;

                rule "request/one"
                  @owner( "我" )
                  @lowers( "boundary.scop" )
                  @raises( "none" )
                when
                  exists Finding( kind == "topic.nothing" )
                then
                  System.out.println( "hi" );
                end
                """);

        assertThat(run("check", home.resolve("rules").toString(), "--config", config.toString()))
                .isEqualTo(FulcrumCommand.FINDINGS);

        assertThat(out.toString())
                .contains("request/one.drl:")
                .contains("did you mean `boundary.scope`?")
                .contains("needs @because")
                .contains("nothing finds `topic.nothing`")
                .contains("does more than to propose")
                .contains("has no firing case")
                .contains("findings");
        run("check", home.resolve("rules").toString(), "--config", config.toString(), "--format", "json");
        assertThat(new JsonObject(out.toString()).getJsonArray("problems").size())
                .isGreaterThan(4);
    }

    @Test
    void checkNamesTheFile_whenACertificateCannotBeUsed() throws IOException {
        Files.writeString(home.resolve("front.pem"), "none yet");
        Files.writeString(home.resolve("front.key.pem"), "none yet");
        Files.writeString(home.resolve("models.pem"), "none yet");
        String text = Files.readString(config)
                .replace(
                        "targets: [ { name: sim",
                        "targets: [ { name: h, kind: http, url: \"https://h\", tls: { ca: models.pem } }, { name: sim")
                .concat("server: { tls: { certificate: front.pem, key: front.key.pem } }\n");
        Files.writeString(config, text);

        assertThat(run("check", "--config", config.toString())).isEqualTo(FulcrumCommand.FINDINGS);

        assertThat(out.toString())
                .contains("front.pem: server.tls.certificate: the file holds no certificate")
                .contains("models.pem: targets[0].tls: the file holds no certificate");
    }

    @Test
    void everyCommandEndsWithTwo_whenTheConfigurationIsWrong() throws IOException {
        Files.writeString(config, "server: { prot: 80 }\n");

        assertThat(run("check", "--config", config.toString())).isEqualTo(FulcrumCommand.USAGE);
        assertThat(out.toString()).contains("fulcrum.yaml:1").contains("port");
        assertThat(run("serve", "--config", config.toString())).isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("fulcrum.yaml:1").contains("port");
        assertThat(run("no-such-command")).isEqualTo(FulcrumCommand.USAGE);
    }

    @Test
    void testPlaysTheCases() {
        assertThat(run("test", "--config", SHIPPED)).isZero();
        assertThat(out.toString()).contains("request/prompt-injection").contains("0 failed");
    }

    @Test
    void hashKeyMakesAKeyAndItsHash() {
        assertThat(run("hash-key", "--new")).isZero();
        assertThat(out.toString()).containsPattern("key:  fk_\\S{43}").containsPattern("hash: sha256:[0-9a-f]{64}");
    }

    @Test
    void tokensComeAndGo_andStandInTheAudit() {
        String file = config.toString();
        assertThat(run("token", "create", "anna", "--role", "operator", "--begin", "--config", file))
                .isZero();
        assertThat(out.toString()).startsWith("ful_");
        assertThat(run("token", "create", "anna", "--role", "viewer", "--config", file))
                .isEqualTo(FulcrumCommand.USAGE);
        assertThat(run("token", "create", "bo", "--role", "king", "--config", file))
                .isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("king").contains("operator");
        assertThat(run("token", "list", "--config", file)).isZero();
        assertThat(out.toString()).contains("anna").doesNotContain("ful_");
        assertThat(run("token", "revoke", "anna", "--config", file)).isZero();
        assertThat(run("token", "revoke", "anna", "--config", file)).isEqualTo(FulcrumCommand.USAGE);

        assertThat(run("ledger", "verify", "--config", file)).isZero();
        assertThat(out.toString()).contains("the chain holds: 2 entries");
        assertThat(run("ledger", "tail", "--no-follow", "--config", file)).isZero();
        assertThat(out.toString())
                .contains("token-create")
                .contains("token-revoke")
                .contains("anna");
        assertThat(run("ledger", "export", "--config", file)).isZero();
        assertThat(out.toString().lines()).hasSize(2).allSatisfy(line -> assertThat(
                        new JsonObject(line).getString("hash"))
                .hasSize(64));
    }

    @Test
    void ledgerSaysWhatIsMissing_whenThereIsNone() {
        assertThat(run("ledger", "verify", "--config", config.toString())).isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("fulcrum.db");
    }

    @Test
    void noLedgerBegins_whenTokensAreListedOrRevokedWhereThereIsNone() {
        assertThat(run("token", "list", "--config", config.toString())).isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("fulcrum.db").contains("no such file");
        assertThat(run("token", "revoke", "anna", "--config", config.toString()))
                .isEqualTo(FulcrumCommand.USAGE);
        assertThat(run("ledger", "verify", "--config", config.toString())).isEqualTo(FulcrumCommand.USAGE);
    }

    @Test
    void noLedgerBegins_whenATokenIsMadeWhereThereIsNone() {
        assertThat(run("token", "create", "anna", "--role", "admin", "--config", config.toString()))
                .isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("fulcrum.db").contains("--begin").contains("ledger.path");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void terminalFindsNothingToObey_whenARoleOrACaseHoldsEscapes() throws IOException {
        assertThat(run("token", "create", "anna", "--role", "\u001b[2Jking", "--config", config.toString()))
                .isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("king").doesNotContain("\u001b");

        Path rules = Files.createDirectories(home.resolve("own/request"));
        Files.writeString(
                rules.resolve("one.drl"),
                """
                package request;
                import dev.fulcrum.model.*;

                rule "request/one"
                  @owner( "we" )
                  @lowers( "boundary.scope" )
                  @raises( "none" )
                  @because( "a test" )
                when
                  exists Message( text contains "squirrel" )
                then
                  insert( Block.because( "one" ) );
                end
                """);
        Files.writeString(
                rules.resolve("one.cases.yaml"),
                """
                - rule: request/one
                  fires:
                    - { name: "\\e[2J\\u202Etxt.exe", user: a squirrel }
                  silent:
                    - { name: "other\\u009b2J", user: a squirrel }
                """);
        String own = home.resolve("own").toString();
        for (String format : new String[] {"text", "json"}) {
            run("test", own, "--config", config.toString(), "--format", format);
            assertThat(out.toString() + err)
                    .contains("txt.exe")
                    .doesNotContain("\u001b")
                    .doesNotContain("\u202e")
                    .doesNotContain("\u009b");
            run("check", own, "--config", config.toString(), "--format", format);
            assertThat(out.toString() + err)
                    .doesNotContain("\u001b")
                    .doesNotContain("\u202e")
                    .doesNotContain("\u009b");
        }
    }

    @Test
    void tailBeginsAsFarBackAsAsked_andNoFurther() {
        String file = config.toString();
        for (String name : new String[] {"anna", "bo", "cy"}) {
            assertThat(run("token", "create", name, "--role", "viewer", "--begin", "--config", file))
                    .isZero();
        }

        assertThat(run("ledger", "tail", "--no-follow", "-n", "2", "--config", file))
                .isZero();
        assertThat(out.toString()).doesNotContain("anna").contains("bo").contains("cy");
        assertThat(run("ledger", "tail", "--no-follow", "-n", "0", "--config", file))
                .isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(run("ledger", "tail", "--no-follow", "-n", "2147483647", "--config", file))
                .isZero();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(run("ledger", "tail", "--no-follow", "-n", "-5", "--config", file))
                .isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("-n is -5");
        assertThat(run("ledger", "tail", "--no-follow", "-n", "99999999999", "--config", file))
                .isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("99999999999").doesNotContain("Exception");
    }

    @Test
    void datesAndFlagsAreRefusedByName_whenTheyAreNone() {
        String file = config.toString();
        assertThat(run("token", "create", "anna", "--role", "viewer", "--begin", "--config", file))
                .isZero();
        for (String odd : new String[] {
            "",
            "yesterday",
            "2026-02-30T00:00:00Z",
            "2026-11-23",
            "+999999999-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "2026-11-23T08:00:00",
            "1e9",
            "\u001b[2J"
        }) {
            assertThat(run("ledger", "export", "--since", odd, "--config", file))
                    .as(odd)
                    .isEqualTo(FulcrumCommand.USAGE);
            assertThat(err.toString()).as(odd).contains("--since is").doesNotContain("\u001b");
        }
        assertThat(run("ledger", "export", "--sinc", "2026-11-23T08:00:00Z", "--config", file))
                .isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("--sinc").contains("--since");
        assertThat(run("ledger", "tial", "--config", file)).isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("tail");
        assertThat(run("tokn", "list")).isEqualTo(FulcrumCommand.USAGE);
        assertThat(err.toString()).contains("token");
    }
}
