package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Circumstances;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.ToolCall;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What conditions and consequences mean, each on the same small exchange. */
class ConditionMeaningTest {
    private static final Part PART = new Part(Part.MESSAGE, "user", 2, true, "我要退款 5 times, see /admin");
    private static final Part OTHER = new Part(Part.MESSAGE, "assistant", 1, false, "Hello");
    private static final Facts FACTS = new Facts(
            Bundles.exchange("help-desk", "subject"),
            new Conversation(3, 1, 0, 0),
            List.of(
                    new Message("system", "Be kind.", 0, false),
                    new Message("assistant", "Hello", 1, false),
                    new Message("user", "我要退款 5 times,\nsee /admin", 2, true)),
            List.of(new ToolCall("pay", "{\"sum\":5}", 0, false)),
            List.of(),
            List.of(
                    new Finding("topic.refund", PART, 0.8, 2, List.of(new Span(2, 4), new Span(5, 6))),
                    new Finding("topic.stock", PART, 1, 1, List.of()),
                    new Finding("pii.email", OTHER, 0.5, 3, List.of())),
            List.of(new Answer("text", null, "stop", 0, true)),
            List.of(),
            new Circumstances(List.of(new Desk("wealth", false, "9 to 5")), List.of(), List.of()));

    private final PolicyEngine engine = Bundles.engine();

    private Evaluation evaluate(String when, String then) {
        Revision revision = Breaking.revision(Bundles.rule("request/a", when, then));
        Evaluation evaluation = engine.evaluate(revision, Phase.REQUEST, FACTS, rule -> false);
        assertThat(evaluation.errors()).isEmpty();
        return evaluation;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "Message() ; 3",
                "exists Message() ; 1",
                "not Message() ; 0",
                "not Message( role == \"tool\" ) ; 1",
                "Message( role == \"user\" ) ; 1",
                "Message( role != \"user\" ) ; 2",
                "Message( role == \"user\" || == \"system\" ) ; 2",
                "Message( role != \"user\" && != \"system\" ) ; 1",
                "Message( role in ( \"user\", \"system\" ) ) ; 2",
                "Message( role not in ( \"user\", \"system\" ) ) ; 1",
                "Message( index in ( 0, 2 ) ) ; 2",
                "Message( index >= 1 ) ; 2",
                "Message( index > 1 ) ; 1",
                "Message( index < 1 || index == 2 ) ; 2",
                "Message( index <= 1 && role == \"system\" ) ; 1",
                "Message( index == 0 || index == 1 && role == \"nobody\" ) ; 1",
                "Message( ( index == 0 || index == 1 ) && role == \"nobody\" ) ; 0",
                "Message( latest ) ; 1",
                "Message( !latest ) ; 2",
                "Message( latest == false ) ; 2",
                "Message( ! ( latest || index == 0 ) ) ; 1",
                "Message( text contains \"退款\" ) ; 1",
                "Message( text not contains \"退款\" ) ; 2",
                "Message( text matches \"(?s).*\\\\d.*\" ) ; 1",
                "Message( text matches \"(?s).*\\d.*\" ) ; 1",
                "Message( text matches \"(?s).*/ADMIN\" ) ; 0",
                "Message( text matches \"(?si).*/ADMIN\" ) ; 1",
                "Message( text matches \"(?s)Hello\" ) ; 1",
                "Message( text matches \"(?s)ell\" ) ; 0",
                "Message( text not matches \"(?s).*e.*\" ) ; 0",
                "Message( text == \"Hello\" ) ; 1",
                "Message( text.toLowerCase() == \"hello\" ) ; 1",
                "Message( text.equalsIgnoreCase( \"HELLO\" ) ) ; 1",
                "Message( text.length() == 5 ) ; 1",
                "Message( text.length > 5 ) ; 2",
                "Message( text.startsWith( \"He\" ) || text.endsWith( \"/admin\" ) ) ; 2",
                "Message( text.contains( \"kind\" ), text > \"B\" ) ; 1",
                "Message( text contains \"\\n\" ) ; 1",
                "$a : Message() $b : Message( index > $a.index ) ; 3",
                "Message( $i : index ) Message( index == $i ) ; 3",
                "$a : Message() Message( this != $a ) ; 6",
                "Message( $r : role, index == 2 ) Finding( part.role == $r ) ; 2",
                "$a : Message() not Message( index > $a.index ) ; 1",
                "Finding( kind == \"topic.refund\" ) ; 1",
                "Finding( kind in ( \"topic.refund\", \"topic.stock\" ), score >= 0.8, count >= 1 ) ; 2",
                "Finding( kind == \"topic.refund\", score > 0.8 ) ; 0",
                "Finding( kind == \"topic.stock\", score == 1 ) ; 1",
                "Finding( kind == \"topic.refund\", spans.size() == 2, spans.isEmpty == false ) ; 1",
                "Finding( kind == \"topic.refund\", $p : part ) exists Finding( kind == \"topic.stock\", part == $p ) ; 1",
                "Finding( kind == \"topic.refund\", $p : part ) exists Finding( kind == \"pii.email\", part == $p ) ; 0",
                "$f : Finding( kind == \"topic.refund\" ) not Finding( kind == \"pii.email\", count >= $f.count ) ; 0",
                "Finding( kind == \"topic.refund\", part.text.length > 3, part.kind == \"message\" ) ; 1",
                "Desk( name == \"wealth\", open == false, $h : hours ) ; 1",
                "Desk( name == \"wealth\", open ) ; 0",
                "Conversation( turns >= 3, repeatedQuestions == 1 ) ; 1",
                "Answer( refusal == null ) ; 1",
                "Answer( refusal != \"x\", refusal not contains \"x\" ) ; 1",
                "Answer( refusal > \"a\" || refusal.length() == 0 ) ; 0",
                "Exchange( app == \"help-desk\", stream == false, language == \"zh\" ) ; 1",
                "( Message( role == \"user\" ) or ToolCall( name == \"pay\" ) ) ; 2",
                "( exists Message( role == \"nobody\" ) or exists ToolCall( name == \"pay\" ) ) ; 1",
                "exists ( Message( role == \"user\" ) or ToolCall( name == \"x\" ) ) ; 1",
                "exists ( Message( role == \"user\" ) and ToolCall( name == \"x\" ) ) ; 0",
                "not ( Message( role == \"nobody\" ) or ToolCall( name == \"pay\" ) ) ; 0",
                "not ( Message( role == \"user\" ) and ToolCall( name == \"x\" ) ) ; 1",
                "forall( Message( index >= 0 ) ) ; 1",
                "forall( Message( role == \"user\" ) ) ; 0",
                "Exchange() forall( $m : Message( role == \"user\" ) Message( this == $m, latest ) ) ; 1",
                "forall( Message( role == \"user\" ) ToolCall( name == \"x\" ) ) ; 0",
                "Message( $t : text, text contains \"退款\" ) Message( $t contains text ) ; 1",
                "Message( -1 < index, 0.5 > index ) ; 1",
                "exists ( Message( role == \"user\" ) or ToolCall( name == \"pay\" ) ) ; 1",
                "exists ( Message() and ( Message( index == 0 ) or Message( index == 1 ) ) ) ; 1",
                "$m : Message() exists ( Message( index > $m.index ) or ToolCall( index == $m.index ) ) ; 2",
                "Message( text contains \"Hello\" || contains \"退款\" ) ; 2",
                "Message( text contains \"e\" && not contains \"退\" ) ; 2",
                "Message( text contains \"退\" || matches \"(?s)Hel+o\" || in ( \"Be kind.\" ) ) ; 3",
                "Message( text matches \"(?s).*\\p{Han}{4}.*\" ) ; 1",
                "Message( text matches \"(?s).*\\x{9000}.*\" ) ; 1",
                "Message( text matches \"(?s).*\\btimes\\b.*\" ) ; 1",
                "Message( text matches \"(?s).*[\\[\\]&a].*\" ) ; 1",
                "Message( text contains \"this matches nothing, eval ( x )\" ) ; 0",
                "Message( $i : index ) Finding( kind == \"topic.stock\", score == $i ) ; 1",
                "Answer( refusal contains \"null\" || refusal matches \"(?s).*\" || refusal.length() >= 0 ) ; 0",
                "Answer( refusal not contains \"null\" && refusal not matches \"(?s).*\" ) ; 1",
                "Exchange() forall( $m : Message( role == \"nobody\" ) Message( this == $m, latest ) ) ; 1",
            })
    void firesAsOften_asTheConditionIsFulfilled(String when, int times) {
        assertThat(evaluate(when, "insert( Flag.as( \"seen\" ) );").fired()).hasSize(times);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "Flag.as( \"a\" + \"b\" ) ; note=ab",
                "Flag.as( \"\" + $f.count + \" of \" + $f.kind() ) ; note=2 of topic.refund",
                "Flag.as( $f.part.role + $h ) ; note=user9 to 5",
                "Flag.as( \"say \\\"no\\\" // or /* not */\" ) ; note=say \"no\" // or /* not */",
                "Flag.as( $f.part().text().length() + \" characters\" ) ; note=24 characters",
                "Redact.of( $f ).as( \"[\" + $f.kind + \"]\" ) ; replacement=[topic.refund]",
                "Redact.of( $f ) ; replacement=[topic.refund]",
                "Handoff.to( \"wealth\" ).saying( \"wait {case}\", \"请等 {case}\" ) ; wait {case}",
                "Block.because( \"no \" + $f.score ) ; no 0.8",
                "Flag.refusable( $f.kind ) ; refusable=true",
            })
    void proposesWhatTheConsequenceSays(String proposal, String said) {
        Evaluation evaluation =
                evaluate("$f : Finding( kind == \"topic.refund\" ) Desk( $h : hours )", "insert( " + proposal + " );");

        assertThat(evaluation.proposals())
                .singleElement()
                .satisfies(it -> assertThat(it.proposal().toString()).contains(said));
    }
}
