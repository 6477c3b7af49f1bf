package dev.fulcrum.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classics of request smuggling, as bytes: what two readers could take for one request and for two is refused, and whatever
 * comes, no bytes of one request become another one at the model.
 */
class SmugglingTest {
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String SMUGGLED = CHAT.replace("}]}", "}],\"user\":\"smuggled\"}");
    private static final String HOST = "host: gateway\r\n";
    private static final String LENGTH = "content-length: " + CHAT.length() + "\r\n";
    private static final String CHUNKED = "transfer-encoding: chunked\r\n";
    private static final String ONE_CHUNK = Integer.toHexString(CHAT.length()) + "\r\n" + CHAT + "\r\n0\r\n\r\n";

    /** A second request, which a reader may see in what belongs to the first. */
    private static final String SECOND = post(HOST + "content-length: " + SMUGGLED.length() + "\r\n", SMUGGLED);

    @TempDir
    private static Path home;

    private static ScriptedUpstream upstream;
    private static Gateway gateway;
    private static ExecutorService callers;
    private static Map<String, Future<String>> answers;

    /** Sends everything at once, since the gateway waits a while before it hangs up. */
    @BeforeAll
    static void start() throws IOException {
        Rules.write(home.resolve("rules"), "request/blocked", "xyzzy-never-said", "Block.because( \"no\" )");
        upstream = ChatJson.answering("hello");
        gateway = Gateway.inFrontOf(home, upstream, "whole");
        callers = Executors.newCachedThreadPool();
        answers = new LinkedHashMap<>();
        Stream.concat(ambiguous(), chunks()).map(Arguments::get).forEach(given -> {
            String what = (String) given[0];
            answers.put(what, null);
            String marked = (given[1] + SECOND).replace("\"hi\"", "\"" + mark(what) + "\"");
            answers.put(what, callers.submit(new RawCall(gateway.app().port(), marked)::answer));
        });
    }

    /** Two digits by which a case is known again at the model. */
    private static String mark(String what) {
        return Integer.toString(10 + List.copyOf(answers.keySet()).indexOf(what));
    }

    private static List<String> reachedTheModel(String what) {
        return upstream.requests().stream()
                .filter(request -> request.contains("\"" + mark(what) + "\""))
                .toList();
    }

    @AfterAll
    static void stop() {
        callers.shutdownNow();
        gateway.close();
        upstream.close();
    }

    private static String post(String headers, String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\n" + headers + "\r\n" + body;
    }

    private static Arguments head(String what, String headers, String body) {
        return Arguments.of(what, post(headers, body));
    }

    static Stream<Arguments> ambiguous() {
        String te = "transfer-encoding:";
        return Stream.of(
                head("CL.TE", HOST + LENGTH + CHUNKED, "0\r\n\r\n"),
                head("TE.CL", HOST + CHUNKED + "content-length: 4\r\n", ONE_CHUNK),
                head("two equal lengths", HOST + LENGTH + LENGTH, CHAT),
                head("two lengths", HOST + LENGTH + "content-length: 5\r\n", CHAT),
                head("a list of lengths", HOST + "content-length: " + CHAT.length() + ", 5\r\n", CHAT),
                head("a length with a sign", HOST + "content-length: +" + CHAT.length() + "\r\n", CHAT),
                head("a length with more behind it", HOST + "content-length: " + CHAT.length() + "x\r\n", CHAT),
                head("a length past 64 bits", HOST + "content-length: 18446744073709551617\r\n", CHAT),
                head("a negative length", HOST + "content-length: -1\r\n", CHAT),
                head("an empty length", HOST + "content-length:\r\n", CHAT),
                head("chunked, identity", HOST + te + " chunked, identity\r\n", ONE_CHUNK),
                head("identity", HOST + te + " identity\r\n", CHAT),
                head("gzip, chunked", HOST + te + " gzip, chunked\r\n", ONE_CHUNK),
                head("xchunked", HOST + te + " xchunked\r\n", ONE_CHUNK),
                head("chunked twice", HOST + CHUNKED + CHUNKED, ONE_CHUNK),
                head("chunked, chunked", HOST + te + " chunked, chunked\r\n", ONE_CHUNK),
                head("chunked in quotes", HOST + te + " \"chunked\"\r\n", ONE_CHUNK),
                head("a vertical tab before chunked", HOST + te + " \u000bchunked\r\n", ONE_CHUNK),
                head("a blank before the colon", HOST + "transfer-encoding : chunked\r\n", ONE_CHUNK),
                head("a tab before the colon", HOST + "transfer-encoding\t: chunked\r\n", ONE_CHUNK),
                head("a blank in a name", HOST + "transfer encoding: chunked\r\n" + LENGTH, CHAT),
                head("a folded encoding", HOST + te + "\r\n chunked\r\n", ONE_CHUNK),
                head("a folded header", HOST + "x-note: a\r\n\ttransfer-encoding: chunked\r\n" + LENGTH, CHAT),
                head("a folded first header", " x: y\r\n" + HOST + LENGTH, CHAT),
                head("a line without a colon", HOST + LENGTH + "nonsense\r\n", CHAT),
                head("an empty name", HOST + LENGTH + ": value\r\n", CHAT),
                head("LF alone behind a header", HOST + "x: a\n" + CHUNKED + LENGTH, CHAT),
                head("LF alone at the end of the head", HOST + LENGTH + "\n", CHAT),
                head("CR alone in a value", HOST + "x: a\r" + CHUNKED + LENGTH, CHAT),
                head("NUL in a value", HOST + "x: a\u0000b\r\n" + LENGTH, CHAT),
                head("NUL in a name", HOST + "x\u0000: a\r\n" + LENGTH, CHAT),
                head("two hosts", HOST + "host: other\r\n" + LENGTH, CHAT),
                head("no host", LENGTH, CHAT),
                Arguments.of(
                        "a tab in the request line",
                        "POST\t/v1/chat/completions HTTP/1.1\r\n" + HOST + LENGTH + "\r\n" + CHAT),
                Arguments.of(
                        "two blanks in the request line",
                        "POST  /v1/chat/completions HTTP/1.1\r\n" + HOST + LENGTH + "\r\n" + CHAT),
                Arguments.of(
                        "a fourth word", "POST /v1/chat/completions x HTTP/1.1\r\n" + HOST + LENGTH + "\r\n" + CHAT),
                Arguments.of(
                        "a blank before the request line",
                        " POST /v1/chat/completions HTTP/1.1\r\n" + HOST + LENGTH + "\r\n" + CHAT),
                Arguments.of(
                        "NUL before the request line",
                        "\u0000POST /v1/chat/completions HTTP/1.1\r\n" + HOST + LENGTH + "\r\n" + CHAT),
                Arguments.of(
                        "LF alone behind the request line",
                        "POST /v1/chat/completions HTTP/1.1\n" + HOST + LENGTH + "\r\n" + CHAT),
                Arguments.of("HTTP/0.9", "POST /v1/chat/completions\r\n\r\n"),
                Arguments.of("HTTP/1.2", "POST /v1/chat/completions HTTP/1.2\r\n" + HOST + LENGTH + "\r\n" + CHAT),
                Arguments.of("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of(
                        "HTTP/1.0 with chunks",
                        "POST /v1/chat/completions HTTP/1.0\r\n" + HOST + CHUNKED + "\r\n" + ONE_CHUNK),
                Arguments.of(
                        "HTTP/1.0 with two lengths",
                        "POST /v1/chat/completions HTTP/1.0\r\n" + HOST + LENGTH + "content-length: 5\r\n\r\n" + CHAT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void isRefusedAndClosed_whenTheHeadIsAmbiguous(String what, String request) throws Exception {
        String answer = answers.get(what).get();

        // Vert.x answers in the version that it was asked in
        assertThat(answer).matches("(?s)HTTP/[0-9.]+ 400 .*bad_request.*");
        assertThat(answer).as("one answer").containsOnlyOnce(" 400 Bad Request").doesNotContain(" 200 ");
        assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
        assertThat(reachedTheModel(what)).isEmpty();
    }

    static Stream<Arguments> chunks() {
        String size = Integer.toHexString(CHAT.length());
        return Stream.of(
                head("a size in C's way", HOST + CHUNKED, "0x" + size + "\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("a negative size", HOST + CHUNKED, "-" + size + "\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("a size past 32 bits", HOST + CHUNKED, "1000000" + size + "\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head(
                        "a size past 64 bits",
                        HOST + CHUNKED,
                        "10000000000000000" + size + "\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("no size", HOST + CHUNKED, "\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("no line end behind a chunk", HOST + CHUNKED, size + "\r\n" + CHAT + "0\r\n\r\n"),
                head("LF alone behind a chunk", HOST + CHUNKED, size + "\r\n" + CHAT + "\n0\r\n\r\n"),
                head("LF alone behind a size", HOST + CHUNKED, size + "\n" + CHAT + "\r\n0\r\n\r\n"),
                head("LF inside of an extension", HOST + CHUNKED, size + ";a\nb\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("CR inside of an extension", HOST + CHUNKED, size + ";a\rb\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("blanks before a size", HOST + CHUNKED, "  " + size + "\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("more than a size", HOST + CHUNKED, size + " 5\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("NUL behind a size", HOST + CHUNKED, size + "\u0000\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head(
                        "an extension that Netty does not read",
                        HOST + CHUNKED,
                        size + ";a=b\r\n" + CHAT + "\r\n0\r\n\r\n"),
                head("a trailer without a colon", HOST + CHUNKED, size + "\r\n" + CHAT + "\r\n0\r\nnonsense\r\n\r\n"),
                head("a folded trailer", HOST + CHUNKED, size + "\r\n" + CHAT + "\r\n0\r\nx: a\r\n b\r\n\r\n"),
                head("LF alone behind the trailer", HOST + CHUNKED, size + "\r\n" + CHAT + "\r\n0\r\nx: a\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chunks")
    void isRefusedAndClosed_whenAChunkIsNotWhatItSays(String what, String request) throws Exception {
        String answer = answers.get(what).get();

        assertThat(answer).matches("(?s)HTTP/1\\.1 400 .*bad_request.*");
        assertThat(answer).as("one answer").containsOnlyOnce("HTTP/1.");
        assertThat(reachedTheModel(what)).isEmpty();
    }
}
