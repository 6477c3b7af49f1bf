package dev.fulcrum.bench;

import java.time.LocalDate;

/**
 * A generated topic and the one rule about it.
 *
 * @param number from 1
 * @param neighbour number of another topic, which some rules look at too
 * @param review the day by which the rule has to be looked at again
 */
record Topic(int number, int neighbour, LocalDate review) {
    private static final String[] SYLLABLES = {"ka", "lo", "mi", "ru", "ve", "zo", "ta", "ne", "pi", "du"};
    private static final String[] CHARACTERS = {"卡", "洛", "米", "鲁", "维", "佐", "塔", "内", "皮", "杜"};
    private static final String ASKS = "part.role == \"user\", part.latest";

    String kind() {
        return "gen.topic-" + number;
    }

    String id() {
        return phase() + "/gen-topic-" + number;
    }

    String phase() {
        return number % 10 >= 7 ? "response" : "request";
    }

    boolean flagsQuestions() {
        return number % 10 <= 2;
    }

    /** An English phrase that makes a finding of this topic. */
    String phrase() {
        return name(SYLLABLES) + " card";
    }

    /** All its phrases, as the items of a YAML flow sequence. */
    String phrases() {
        return "\"%s\", \"%s plan\", \"%s\"".formatted(phrase(), name(SYLLABLES), chinesePhrase());
    }

    /** The rule in DRL. */
    String rule() {
        return """
                rule "%s"
                  @owner( "bench" )
                  @lowers( "boundary.scope" )
                  @raises( "over-refusal" )
                  @accepts( "over-refusal <= 1%% over 24h" )
                  @because( "Generated for the benchmark: the %s belongs to another desk." )
                  @review( "%s" )
                when
                %sthen
                  insert( %s );
                end
                """
                .formatted(id(), phrase(), review, conditions(), proposal());
    }

    /** A case in which the rule fires, and one in which it stays silent. */
    String cases() {
        String mention = number % 3 == 0 ? "请问" + chinesePhrase() + "怎么办理？" : "Where do I order the " + phrase() + "?";
        String other = number % 3 == 0 ? "请问账单在哪里打印？" : "Where do I print my statement?";
        return phase().equals("request")
                ? """
                - rule: %s
                  fires:
                    - user: "%s"
                  silent:
                    - user: "%s"
                """
                        .formatted(id(), mention, other)
                : """
                - rule: %s
                  fires:
                    - user: "%s"
                      answer: "%s"
                  silent:
                    - user: "%s"
                      answer: "In the app."
                """
                        .formatted(id(), other, mention, other);
    }

    private String conditions() {
        if (phase().equals("response")) {
            return "  $seen : Finding( kind == \"%s\", score >= 0.8, part.kind == \"choice\" )\n".formatted(kind());
        }
        String asked = "  Finding( kind == \"%s\", score >= 0.8, %s )\n".formatted(kind(), ASKS);
        return number % 10 == 6
                ? asked + "  not Finding( kind == \"gen.topic-%d\", %s )\n".formatted(neighbour, ASKS)
                : asked;
    }

    private String proposal() {
        return switch (number % 10) {
            case 3 ->
                "Block.because( \"The %s is not for this desk.\", \"本服务台不办理%s。\" )"
                        .formatted(phrase(), chinesePhrase());
            case 4, 6 ->
                "Answer.with( \"Please ask the branch about the %s.\", \"%s请到网点咨询。\" )"
                        .formatted(phrase(), chinesePhrase());
            case 5 -> "Instruct.with( \"Do not recommend the %s.\", \"不要推荐%s。\" )".formatted(phrase(), chinesePhrase());
            case 7, 8 -> "Redact.of( $seen )";
            default -> "Flag.as( \"mentions the %s\" )".formatted(phrase());
        };
    }

    private String chinesePhrase() {
        return name(CHARACTERS) + "方案";
    }

    private String name(String[] parts) {
        return parts[number / 1000 % 10] + parts[number / 100 % 10] + parts[number / 10 % 10] + parts[number % 10];
    }
}
