package dev.fulcrum.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Problem;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules may not say, with every way to reach into the JVM that we could think of: refused with file and line, and nothing of it is run. */
class RuleWhitelistTest {
    private static final String THEN = "insert( Block.because( \"no\" ) );";
    private static final String WHEN = "exists Message( text == \"x\" )";
    private static final String MARK = "fulcrum.test.reached";

    @BeforeEach
    void nothingIsReachedYet() {
        System.clearProperty(MARK);
    }

    /** In conditions: each stands for the pattern. */
    static Stream<String> conditions() {
        String set = "java.lang.System.setProperty( \"" + MARK + "\", \"yes\" )";
        return Stream.of(
                "Message( java.lang.Runtime.getRuntime().exec(\"touch /tmp/x\") != null )",
                "Message( " + set + " == null )",
                "Message( System.setProperty( \"" + MARK + "\", \"1\" ) == null )",
                "Message( text == System.getProperty( \"user.home\" ) )",
                "Message( text == ( " + set + " ) )",
                "Message( text matches " + set + " )",
                "Message( text matches $x )",
                "Message( text in ( " + set + ", \"b\" ) )",
                "Message( text contains " + set + " )",
                "Message( text str[startsWith] \"/admin\" )",
                "Message( text str[endsWith] \"/admin\" )",
                "Message( text str[length] 3 )",
                "Message( text not str[startsWith] \"/admin\" )",
                "Message( text soundslike \"foo\" )",
                "Message( text memberOf \"foo\" )",
                "Message( \"a\" memberOf text )",
                "Message( $x : " + set + " )",
                "Message( $x : ( " + set + " ) )",
                "Message( text.getClass().getName() == \"x\" )",
                "Message( getClass() != null )",
                "Message( class != null )",
                "Message( this.class.classLoader != null )",
                "Message( text.getBytes().length > 3 )",
                "Message( text.chars().count() > 3 )",
                "Message( text.repeat( 1000000000 ) != null )",
                "Message( text.matches( \"(a+)+b\" ) )",
                "Message( text.replaceAll( \"(a+)+b\", \"\" ) == \"\" )",
                "Message( text.split( \" \" ).length > 3 )",
                "Message( text.substring( 5 ) == \"x\" )",
                "Message( text.charAt( 0 ) == \"x\" )",
                "Message( text.intern() == \"x\" )",
                "Message( text.concat( \"x\" ) == \"x\" )",
                "Message( text ~= \"(a+)+b\" )",
                "Message( text soundex \"x\" )",
                "Message( text strsim \"x\" )",
                "Message( eval( true ) )",
                "Message( eval( " + set + " == null ) )",
                "eval( " + set + " == null )",
                "Message() eval( true )",
                "Message( new String( \"x\" ) == text )",
                "Message( new java.io.File( \"/tmp\" ).exists() )",
                "Message( (new java.util.ArrayList()).isEmpty() )",
                "Message( with ( this ) { text = \"x\" } != null )",
                "Message( text = \"x\" )",
                "Message( index++ > 1 )",
                "Message( ( text = \"x\" ) == \"x\" )",
                "Message( text == \"x\" ? true : false )",
                "Message( if ( true ) { true } )",
                "Message( import java.io.File; true )",
                "Message( def f() { true } f() )",
                "Message( text instanceof String )",
                "Message( text is String )",
                "Message( this isdef text )",
                "Message( [ \"a\", \"b\" ] contains text )",
                "Message( text in [ \"a\", \"b\" ] )",
                "Message( [ \"a\" : \"b\" ][ text ] == \"b\" )",
                "Message( { \"a\" } contains text )",
                "Message( text[0] == \"x\" )",
                "Message( this[ \"text\" ] == \"x\" )",
                "Message( text!.length == 3 )",
                "Message( text.?length == 3 )",
                "Message( ?text == \"x\" )",
                "Message( this#Message.text == \"x\" )",
                "Message( #text == \"x\" )",
                "Message( `text` == \"x\" )",
                "Message( text == 'x' )",
                "Message( text == \"${System}\" + text )",
                "Message( text == \"a\" + \"b\" )",
                "Message( index + 1 == 2 )",
                "Message( index * 2 == 2 )",
                "Message( index % 2 == 0 )",
                "Message( index & 1 == 0 )",
                "Message( index << 1 == 0 )",
                "Message( ~index == 0 )",
                "Message( index == 0x10 )",
                "Message( index == 1L )",
                "Message( index == 1e9 )",
                "Message( index == 010 )",
                "Message( index == 99999999999999999999 )",
                "Message( index == \"1\" )",
                "Message( index == true )",
                "Message( text == 3 )",
                "Message( text > true )",
                "Message( latest > false )",
                "Message( text )",
                "Message( index )",
                "Message( nothing == 3 )",
                "Message( text.nothing == 3 )",
                "Message( text.value == 3 )",
                "Message( $x.text == \"x\" )",
                "Message( x : text )",
                "m : Message()",
                "$m := Message()",
                "Message( $x := text )",
                "Message( \"user\", $t; )",
                "Message( $x : text, $x : role )",
                "$m : Message() $m : Message()",
                "dev.fulcrum.model.Message()",
                "java.lang.String()",
                "String()",
                "Object()",
                "Part()",
                "Proposal()",
                "Block()",
                "Message.Inner()",
                "Number() from " + set,
                "String() from System.getenv().values()",
                "$m : Message() String() from $m.text",
                "$m : Message() String() from [ \"a\" ]",
                "Message() from entry-point \"x\"",
                "Message() from entry-point x",
                "java.util.ArrayList( size > 1 ) from collect( Message() )",
                "accumulate( Message(); init( int n = 0; ) action( n++; ) reverse( n--; ) result( n ) )",
                "Number( intValue > 1 ) from accumulate( Message(), init( " + set + "; ) action() result( 1 ) )",
                "accumulate( Message( $t : text ); $n : sum( " + set + " ); $n > 3 )",
                "groupby( $m : Message(); $k : $m.role; $c : count() )",
                "Message() over window:time( 1s )",
                "Message() over window:length( 10 )",
                "Message( this after[ 0s, 1s ] $x )",
                "Message() @watch( text )",
                "?query( $x; )",
                "query( $x; )",
                "/messages[ text == \"x\" ]",
                "Message( /text )",
                "Message( $t : /text/value )",
                "$m : Message() if ( $m.index > 1 ) do[ x ]",
                "$m : Message() do[ x ]",
                "forall( " + set + " )",
                "not ( eval( " + set + " == null ) )",
                "( Message() or eval( " + set + " == null ) )",
                "Message( text == \"\\x41\" )",
                "Message( text == \"\\101\" )",
                "Message( text == \"a\\\nb\" )",
                "Message( text == \"x\" ) ; " + set,
                "Message( text == /* x */ " + set + " )",
                "Message( text matches \"(?s)(a)\\\\1\" )",
                "Message( text matches \"(?s)(?=a)b\" )",
                "Message( text matches \"(?s)(?<!a)b\" )",
                "Message( text matches \"(?s)a*+b\" )",
                "Message( text matches \"(?s)[a-z&&[^l]]+\" )",
                "Message( text matches \"(?s)[a-z[0-9]]+\" )",
                "Message( text matches \"(?s).*\\b退款\\b.*\" )",
                "Message( text matches \"(?s).*café\\b.*\" )",
                "Message( text matches text )",
                "Message( text matches ( \"(?s)a\" ) )",
                "Message( text == \"a\" || matches role )",
                "Message( contains \"a\" )",
                "Message( text contains )",
                "Message( index + 1 > 2 )",
                "Message( index - 1 == 0 )",
                "Message( index * 2 == 0 )",
                "Message( index ( > 0 && < 2 ) )",
                "Finding( kind == \"topic.stock\", spans[0].start == 0 )",
                "Message( text matches \"(?s)(?>a)b\" )",
                "Message( text matches \"(?s)(((a{100}){100}){100})\" )",
                "Message( text matches \"(?s)a{100000}\" )",
                "Message( text matches \"(?s)(\" )",
                "Message( text matches \"(?s)" + "(".repeat(10_000) + "a" + ")".repeat(10_000) + "\" )",
                "Message( " + "(".repeat(200) + "text == \"x\"" + ")".repeat(200) + " )",
                "Message( " + "!".repeat(5_000) + "latest )",
                "not ".repeat(3_000) + "Message()",
                "( Message() or Answer() ) ".repeat(20));
    }

    /** In consequences: each stands for all of it. */
    static Stream<String> consequences() {
        String set = "System.setProperty( \"" + MARK + "\", \"yes\" )";
        return Stream.of(
                set + ";",
                "insert( Block.because( " + set + " ) );",
                "insert( Block.because( \"\" + " + set + " ) );",
                "insert( Block.because( \"no\" ) ); " + set + ";",
                "insert( Block.because( \"no\" ) ); // \\u000a " + set + ";",
                "insert( Block.because( \"no\" ) ); /* \\u002a\\u002f " + set + "; */",
                "insert( Block.because( \"no\\u0022 + " + set + " + \\u0022\" ) );",
                "insert( Block.because( \"no\\uuuu0022\" ) );",
                "insert( Block.because( \"\\U0022\" ) );",
                "insert( Block.because( \"no\" + java.lang.Runtime.getRuntime() ) );",
                "insert( Block.because( \"no\".getClass().getName() ) );",
                "insert( Block.because( \"no\".repeat( 1000000000 ) ) );",
                "insert( Block.because( \"no\".replaceAll( \"(a+)+b\", \"\" ) ) );",
                "insert( Block.because( \"no\".formatted( 1 ) ) );",
                "insert( Block.because( String.valueOf( 1 ) ) );",
                "insert( Block.because( $m.getClass().getName() ) );",
                "insert( Block.because( $m ) );",
                "insert( Block.because( 3 ) );",
                "insert( Block.because( null ) );",
                "insert( Block.because() );",
                "insert( Block.because( \"a\", \"b\", \"c\" ) );",
                "insert( new Block( null ) );",
                "insert( new Object() { { " + set + "; } } );",
                "insert( (Block) null );",
                "insert( Block.because( 'a' ) );",
                "insert( Block.because( true ? \"a\" : \"b\" ) );",
                "insert( Block.because( (String) \"b\" ) );",
                "insert( Block.because( ( \"b\" ) ) );",
                "insert( Block.because( \"b\" ).getClass() );",
                "insert( Block.because( \"b\" ).toString() );",
                "insert( Block.because( \"b\" ).action() );",
                "insert( Block.because( \"b\" ).saying( \"x\", \"y\" ) );",
                "insert( Block.of( \"b\" ) );",
                "insert( Block.class );",
                "insert( Block.valueOf( \"b\" ) );",
                "insert( Flag.as( \"x\" ).as( \"y\" ) );",
                "insert( dev.fulcrum.model.Block.because( \"b\" ) );",
                "insert( Block.because( \"b\" ) )",
                "insertLogical( Block.because( \"b\" ) );",
                "drools.insert( Block.because( \"b\" ) );",
                "kcontext.getKieRuntime().halt();",
                "update( $m );",
                "modify( $m ) { setText( \"x\" ) };",
                "delete( $m );",
                "retract( $m );",
                "if ( true ) { insert( Block.because( \"b\" ) ); }",
                "while ( true ) { }",
                "for ( ; ; ) { }",
                "int x = 1; insert( Block.because( \"b\" ) );",
                "final String x = " + set + "; insert( Block.because( x ) );",
                "return;",
                "throw new Error();",
                "{ insert( Block.because( \"b\" ) ); }",
                "insert( Block.because( \"b\" ) ); ;",
                "insert( () -> { } );",
                "insert( Block::because );",
                "insert( Finding.inferred( \"topic.stock\", $m.part, 0.9 ) );",
                "insert( $m );",
                "insert( \"x\" );",
                "insert( Block.because( \"b\" ), true );",
                "insert( Redact.of( $m ) );",
                "insert( Redact.of( $nothing ) );",
                "insert( Handoff.to( \"wealth\" ).saying( " + set + ", \"x\" ) );",
                "insert( Block.because( \"a\nb\" ) );",
                "insert( Block.because( \"\"\" a \"\"\" ) );",
                "insert( Block.because( \"\\0\" ) );",
                "insert( Block.because( \"a\" + 1 + 2 * 3 ) );",
                "insert( Block.because( 1 + 2 ) );",
                "insert( Block.because( \"a\" ) + \"b\" );",
                "",
                "// nothing",
                ";");
    }

    /** Around a rule: what stands before the word on the left is put in there. */
    static Stream<String> files() {
        String set = "System.setProperty( \"" + MARK + "\", \"yes\" )";
        return Stream.of(
                "rule | import java.io.File;",
                "rule | import static java.lang.System.exit;",
                "rule | import function java.lang.System.exit;",
                "rule | import static dev.fulcrum.model.Flag.as;",
                "rule | import accumulate java.lang.Object x;",
                "rule | import dev.fulcrum.policy.*;",
                "rule | import dev.fulcrum.model.sub.*;",
                "rule | import dev.fulcrum.model.*.x;",
                "rule | global java.util.List list;",
                "rule | function void f() { " + set + "; }",
                "rule | function String f( String s ) { return s; }",
                "rule | declare X a : String = " + set + " end",
                "rule | declare X extends java.util.ArrayList end",
                "rule | declare trait X end",
                "rule | declare enum X A( " + set + " ); a : String end",
                "rule | declare Message text : String end",
                "rule | declare entry-point x end",
                "rule | declare window w Message() over window:length( 1 ) end",
                "rule | query q() Message() end",
                "rule | query \"q\"( String s ) Message( text == s ) end",
                "rule | dialect \"mvel\"",
                "rule | dialect \"java\"",
                "rule | expander x.dsl",
                "rule | unit Foo;",
                "rule | salience 10",
                "rule | no-loop true",
                "rule | agenda-group \"x\"",
                "when | salience 10",
                "when | salience ( " + set + " )",
                "when | salience ( java.lang.Integer.parseInt( \"1\" ) )",
                "when | enabled false",
                "when | enabled ( " + set + " == null )",
                "when | timer ( int: 1s )",
                "when | timer ( expr: " + set + " )",
                "when | timer ( cron: * * * * * ? )",
                "when | duration 10",
                "when | calendars \"x\"",
                "when | date-effective \"01-Jan-2020\"",
                "when | date-expires \"01-Jan-2020\"",
                "when | dialect \"mvel\"",
                "when | no-loop",
                "when | lock-on-active",
                "when | auto-focus",
                "when | agenda-group \"x\"",
                "when | activation-group \"x\"",
                "when | ruleflow-group \"x\"",
                "when | refract",
                "when | direct",
                "when | attributes salience 10",
                "@owner | extends \"request/b\"",
                "when | @x( " + set + " )",
                "when | @Deprecated",
                "when | @java.lang.Deprecated()",
                "when | @propertyReactive",
                "when | @Propagation( IMMEDIATE )",
                "when | @because( \"a\" + " + set + " )",
                "when | @owner( value = \"x\" )",
                "when | @review( \"2027-06-30\", " + set + " )",
                "end | then[ x ] insert( Block.because( \"b\" ) );",
                "end | then " + set + ";",
                "rule | /* \\u0022 */",
                "rule | // \\u000a " + set,
                "rule | // a\u2028" + set,
                "rule | // a\u202e" + set);
    }

    @ParameterizedTest
    @MethodSource("conditions")
    @Timeout(20)
    void refusesWithFileAndLine_whenAConditionSaysMore(String when) {
        refuses(Bundles.file(Bundles.rule("request/a", when, THEN)));
    }

    @ParameterizedTest
    @MethodSource("consequences")
    @Timeout(20)
    void refusesWithFileAndLine_whenAConsequenceSaysMore(String then) {
        refuses(Bundles.file(Bundles.rule("request/a", "$m : Message( text == \"x\" )", then)));
    }

    @ParameterizedTest
    @MethodSource("files")
    @Timeout(20)
    void refusesWithFileAndLine_whenAFileHoldsMore(String change) {
        String before = change.substring(0, change.indexOf(" | "));
        String added = change.substring(change.indexOf(" | ") + 3);
        String text = Bundles.file(Bundles.rule("request/a", WHEN, THEN));
        int at = before.equals("end") ? text.lastIndexOf("end") : text.indexOf(before);
        refuses(text.substring(0, at) + added + "\n" + text.substring(at));
    }

    @Test
    @Timeout(20)
    void tellsTheFirstOnes_whenAFileIsFullOfWhatIsNotAllowed() {
        String text = Bundles.file(Bundles.rule("request/a", WHEN, THEN));
        String garbage = "// \u202e \\u0041\n".repeat(50_000);

        Built built = Bundles.build(Bundles.source(garbage + text, "request/a"));

        assertThat(built.errors()).hasSizeBetween(40, 100).allSatisfy(it -> assertThat(it.line())
                .isPositive());
    }

    private static void refuses(String drl) {
        Built built = Bundles.build(Bundles.source(drl, "request/a"));

        assertThat(built.revision()).isEmpty();
        assertThat(System.getProperty(MARK)).as("nothing of it was run").isNull();
        assertThat(built.cases()).as("nothing was tried").isEmpty();
        assertThat(built.errors())
                .as(built.errors().toString())
                .filteredOn(it -> it.file().equals("request/test.drl"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.line()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exists Message( text == \"x\" || == \"y\" )",
                "exists Message( text != null, index >= 0 )",
                "exists Message( text.length() > 3 && text.length < 9000 )",
                "exists Message( text.startsWith( \"/admin\" ) || text.toLowerCase().endsWith( \".exe\" ) )",
                "exists Message( !latest || ( role == \"user\" && ! ( index > 3 ) ) )",
                "exists Message( role in ( \"user\", \"tool\" ), role not in ( \"system\" ) )",
                "exists Message( text matches \"(?si).*\\\\bx\\\\d+.*\" )",
                "exists Message( text not matches \"(?s).*a{1,20}.*\", text not contains \"zzz\" )",
                "exists Message( text contains \"//\" /* a comment */ )",
                "exists Message( text == \"a // b\" ) // ; System.exit( 0 )",
                "$m : Message() exists Message( this != $m, index > $m.index, $m.text.contains( text ) )",
                "Message( $t : text, $i : index ) not Message( text == $t, index < $i )",
                "( exists Message( role == \"user\" ) or exists ToolCall( name == \"pay\" ) )",
                "exists ( Message( role == \"user\" ) or Message( role == \"tool\" ) )",
                "not ( Message( role == \"user\" ) and Message( role == \"tool\" ) )",
                "Exchange() forall( Message( role == \"user\" ) )",
                "forall( $m : Message( role == \"user\" ) Message( this == $m, text.length() < 99 ) )",
                "Finding( kind == \"topic.stock\", spans.size() > 0, count >= 1, score > -0.5, part.text.length > 2 )",
                "Finding( kind == \"topic.stock\", $p : part ) exists Finding( kind == \"topic.refund\", part == $p )",
            })
    void lets_whatRulesMaySay(String when) {
        Problems problems = new Problems();
        java.util.TreeMap<String, String> files = new java.util.TreeMap<>();
        files.put("request/test.drl", Bundles.file(Bundles.rule("request/a", when, THEN)));
        java.util.List<RuleText> rules = DrlFile.rules(new DrlReader(problems).read(files));
        assertThat(rules).hasSize(1);
        assertThat(new RuleReader(problems).read(rules.get(0))).isPresent();
        assertThat(problems.errors()).extracting(Problem::toString).isEmpty();
    }
}
