package dev.fulcrum.config;

import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Attempt.Outcome;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleCase.Call;
import dev.fulcrum.model.RuleCase.Reply;
import dev.fulcrum.model.RuleCase.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is said in one example: the request's messages and tools, and the model's answer. Its keys are those of {@link CaseFile}. */
final class CaseDialogue {
    static final String ROLES = "system|user|assistant|tool";

    private static final Form<String> MESSAGE = Form.anyText("what is said");
    private static final Form<String> ROLE = Form.matching(ROLES, ROLES.replace("|", ", "));
    private static final Form<String> TOOL =
            Form.matching("[A-Za-z0-9_.:-]{1,128}", "a tool's name: letters, digits, `_`, `.`, `:`, `-`");
    private static final Form<String> ARGUMENTS = Form.anyText("a tool's arguments, as the model writes them");
    private static final Form<String> REASON =
            Form.matching("[a-z_]{1,40}", "a finish reason, such as stop, length, tool_calls or content_filter");
    private static final String NO_ARGUMENTS = "{}";
    private static final String ASSISTANT = "assistant";
    private static final Form<String> SORT =
            Form.oneOf(Part.UNREADABLE.stream().sorted().toList(), Function.identity());
    private static final String UNREADABLE = "unreadable";
    private static final String ANSWER = "answer";
    private static final String CALLS = "calls";
    private static final String FINISH = "finish";

    private final Section section;
    private final boolean request;
    private final boolean failure;
    private final boolean response;

    /** @param phase of the example's rule; empty when the rule's id is wrong, and then only what is wrong in any phase is told */
    CaseDialogue(Optional<Phase> phase, Section section) {
        this.section = section;
        this.request = phase.equals(Optional.of(Phase.REQUEST));
        this.failure = phase.equals(Optional.of(Phase.FAILURE));
        this.response = phase.equals(Optional.of(Phase.RESPONSE));
    }

    List<Turn> history() {
        Optional<String> user = section.get("user", MESSAGE);
        List<Turn> history = new ArrayList<>();
        List<String> unreadable = unreadable(section);
        user.ifPresent(text -> history.add(new Turn("user", text, List.of(), unreadable)));
        if (!unreadable.isEmpty() && user.isEmpty()) {
            section.problem(UNREADABLE, "stands without `user`", "put it into the message that it belongs to");
        }
        if (!section.has("messages")) {
            section.find("messages");
            if (!section.has("user") && section.isThere()) {
                section.problem("user", "is missing", "expected what the user says, or `messages`, a list");
            }
            return history;
        }
        if (section.has("user")) {
            section.problem("user", "stands beside `messages`", "make it the last of the messages");
        }
        for (Value item : section.needItems("messages", "at least one message, { role: user, text: \"…\" }")) {
            history.add(message(item.section()));
        }
        return history;
    }

    private static Turn message(Section message) {
        Optional<String> role = message.need("role", ROLE);
        List<Call> calls = calls(message);
        if (message.has(CALLS) && role.isPresent() && !role.get().equals(ASSISTANT)) {
            message.problem(CALLS, "stands in a message of `" + role.get() + "`", "only the assistant calls tools");
        }
        Optional<String> text = message.has(CALLS) ? message.get("text", MESSAGE) : message.need("text", MESSAGE);
        List<String> unreadable = unreadable(message);
        message.close();
        return new Turn(role.orElse(""), text.orElse(""), calls, unreadable);
    }

    private static List<String> unreadable(Section section) {
        List<String> sorts = new ArrayList<>();
        section.items(UNREADABLE).forEach(item -> item.read(SORT).ifPresent(sorts::add));
        return sorts;
    }

    List<String> tools() {
        List<String> tools = new ArrayList<>();
        for (Value item : section.items("tools")) {
            item.read(Form.text("what a tool's definition says")).ifPresent(tools::add);
        }
        if (response && section.has("tools")) {
            section.problem(
                    "tools",
                    "stands in an example of a response rule",
                    "remove it: definitions are read with the request only");
        }
        return tools;
    }

    /** @param attempts what was tried in an example of a failure rule */
    Optional<Reply> answer(List<Attempt> attempts) {
        Optional<String> text = section.get(ANSWER, MESSAGE);
        List<Call> calls = calls(section);
        String finish = section.get(FINISH, REASON, calls.isEmpty() ? "stop" : "tool_calls");
        if (request) {
            refuse(
                    "stands in an example of a request rule",
                    "remove it: there is no answer yet",
                    ANSWER,
                    CALLS,
                    FINISH);
            return Optional.empty();
        }
        if (failure) {
            refuse("stands in an example of a failure rule", "remove it: a model that calls tools answers", CALLS);
            return turnedAway(attempts, text, finish);
        }
        if (response && !section.has(ANSWER) && !section.has(CALLS) && section.isThere()) {
            section.problem(ANSWER, "is missing", "expected what the model answers, for a response rule judges that");
        }
        return Optional.of(new Reply(text.orElse(""), calls, finish));
    }

    /** What a model said that refused or evaded; of other failures nothing can be read. */
    private Optional<Reply> turnedAway(List<Attempt> attempts, Optional<String> text, String finish) {
        String outcome =
                attempts.isEmpty() ? "" : attempts.get(attempts.size() - 1).outcome();
        if (outcome.equals(Outcome.REFUSED.id()) || outcome.equals(Outcome.EVASIVE.id())) {
            return Optional.of(new Reply(text.orElse(""), List.of(), finish));
        }
        if (!attempts.isEmpty()) {
            refuse(
                    "stands beside a newest attempt that ended as " + outcome,
                    "remove it: rules read answers that are refused or evasive",
                    ANSWER,
                    FINISH);
        }
        return Optional.empty();
    }

    private void refuse(String what, String mend, String... keys) {
        for (String key : keys) {
            if (section.has(key)) {
                section.problem(key, what, mend);
            }
        }
    }

    private static List<Call> calls(Section section) {
        List<Call> calls = new ArrayList<>();
        for (Value item : section.items(CALLS)) {
            Section call = item.section();
            Optional<String> tool = call.need("tool", TOOL);
            String arguments = call.get("arguments", ARGUMENTS, NO_ARGUMENTS);
            call.close();
            tool.ifPresent(name -> calls.add(new Call(name, arguments)));
        }
        return calls;
    }
}
