package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rules of tests, and switches over many rules. */
final class Rules {
    private Rules() {}

    /** Switches every rule of the response phase off, so that streams may flow while they come. */
    static void silenceResponses(Gateway gateway) {
        JsonObject rules = new JsonObject(gateway.admin("GET", "/rules", "").body());
        rules.getJsonArray("rules").stream().map(it -> (JsonObject) it).forEach(rule -> {
            if (rule.getString("phase").equals("response")) {
                assertThat(gateway.switchRule(
                                        rule.getString("id"),
                                        new JsonObject().put("mode", "off").put("why", "test"))
                                .statusCode())
                        .isEqualTo(200);
            }
        });
    }

    /** A rule around a lexicon kind that finds one phrase. */
    static String rule(String id, String kind, String then) {
        return """
                package rules;
                import dev.fulcrum.model.*;

                rule "%s"
                  @owner( "tests" )
                  @lowers( "boundary.scope" )
                  @raises( "over-refusal" )
                  @accepts( "over-refusal <= 1%% over 24h" )
                  @because( "it is a test" )
                  @review( "2027-06-30" )
                when
                  exists Finding( kind == "%s" )
                then
                  insert( %s );
                end
                """
                .formatted(id, kind, then);
    }

    /** Changes the text of the one rule of a phase. */
    static void narrow(Path rules, String phase, String from, String to) {
        Path file = rules.resolve(phase + "/one.drl");
        try {
            Files.writeString(file, Files.readString(file).replace(from, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a bundle of one rule that acts on a phrase, with its cases and its lexicon. */
    static void write(Path rules, String id, String phrase, String then) {
        String phase = id.substring(0, id.indexOf('/'));
        String answer = phase.equals("response") ? ", answer: \"%s\"" : "";
        try {
            Files.createDirectories(rules.resolve(phase));
            Files.createDirectories(rules.resolve("lexicon"));
            Files.writeString(rules.resolve(phase + "/one.drl"), rule(id, "test.phrase", then));
            Files.writeString(
                    rules.resolve(phase + "/one.cases.yaml"),
                    """
                    - rule: %s
                      fires: [ { user: "%s"%s } ]
                      silent: [ { user: "good morning"%s } ]
                    """
                            .formatted(id, phrase, answer.formatted(phrase), answer.formatted("good morning")));
            Files.writeString(rules.resolve("lexicon/test.yaml"), "test.phrase: { phrases: [ \"" + phrase + "\" ] }\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
