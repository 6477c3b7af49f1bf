package dev.fulcrum.policy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Circumstances;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Exchange;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Message;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Facts out of few words, so that they agree often; the same for the same seed. */
final class RandomFacts {
    private static final List<String> ROLES = List.of("user", "system", "assistant", "tool", "developer");
    private static final List<String> TEXTS = List.of(
            "",
            "Hello",
            "hello",
            "我要退款",
            "我要退款 5 times,\nsee /admin",
            "5",
            "3.0",
            "true",
            "a",
            "B",
            "null",
            "退款",
            "ＩＧＮＯＲＥ",
            "naïve café",
            "a\"b",
            "\\d",
            "line1\nline2",
            "  pad  ",
            "\u3000",
            "user",
            "😀",
            "e\u0301",
            "é");
    private static final List<String> KINDS = List.of("topic.refund", "topic.stock", "pii.email", "topic.vip");
    private static final List<Double> SCORES = List.of(0.0, -0.0, 0.3, 0.1 + 0.2, 0.5, 0.8, 1.0);

    private final Random random;

    RandomFacts(long seed) {
        random = new Random(seed);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** The next exchange. */
    Facts next() {
        List<Message> messages = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (int i = random.nextInt(5) - 1; i >= 0; i--) {
            Message message = new Message(any(ROLES), any(TEXTS), i, random.nextBoolean());
            messages.add(message);
            parts.add(new Part(Part.MESSAGE, message.role(), i, message.latest(), message.text()));
        }
        parts.add(new Part(Part.CHOICE, any(ROLES), random.nextInt(3), random.nextBoolean(), any(TEXTS)));
        List<Finding> findings = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            List<Span> spans = random.nextBoolean() ? List.of() : List.of(new Span(0, 1), new Span(3, 5));
            findings.add(new Finding(any(KINDS), any(parts), any(SCORES), 1 + random.nextInt(3), spans));
        }
        List<ToolCall> calls = new ArrayList<>();
        List<ToolResult> results = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        for (int i = random.nextInt(3) - 1; i >= 0; i--) {
            calls.add(new ToolCall(
                    random.nextBoolean() ? "pay" : "read", "{\"sum\":" + i * 5 + "}", i, random.nextBoolean()));
            results.add(new ToolResult(random.nextBoolean() ? "c1" : "", any(TEXTS), i));
            answers.add(new Answer(
                    any(TEXTS),
                    random.nextBoolean() ? null : any(TEXTS),
                    random.nextInt(3) == 0 ? null : "stop",
                    i,
                    random.nextBoolean()));
        }
        List<Desk> desks = random.nextBoolean()
                ? List.of()
                : List.of(
                        new Desk("wealth", random.nextBoolean(), "9 to 5"),
                        new Desk("fraud", random.nextBoolean(), ""));
        return new Facts(
                new Exchange(
                        "01J",
                        random.nextBoolean() ? "help-desk" : "mobile",
                        "openai.chat",
                        random.nextBoolean() ? "help-desk" : "route",
                        "model",
                        random.nextBoolean(),
                        random.nextBoolean() ? "zh" : "en",
                        random.nextBoolean() ? "anna" : "",
                        "",
                        Bundles.NOW),
                new Conversation(random.nextInt(10), random.nextInt(4), random.nextInt(4), random.nextInt(3)),
                messages,
                calls,
                results,
                findings,
                answers,
                List.of(),
                new Circumstances(desks, List.of(), List.of()));
    }
}
