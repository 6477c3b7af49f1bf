package dev.fulcrum.policy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Message;
import dev.fulcrum.model.NewestTurn;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.RuleCase;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.model.ToolResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules would read of an example, as a surface reads it off the wire.
 *
 * @param parts those of the phase: of the request, of the answer, or in the failure phase of both
 */
record CaseScene(
        List<Part> parts,
        List<Message> messages,
        List<ToolCall> toolCalls,
        List<ToolResult> toolResults,
        List<Answer> answers) {
    private static final String ASSISTANT = "assistant";
    private static final String TOOL = "tool";
    private static final String AUTHOR_OF_TOOLS = "developer";

    private CaseScene() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    static CaseScene of(Phase phase, RuleCase example) {
        CaseScene scene = new CaseScene();
        scene.request(example);
        if (phase == Phase.RESPONSE) {
            scene.parts.clear();
        }
        example.answer().ifPresent(scene::answer);
        return scene;
    }

    private void request(RuleCase example) {
        for (String tool : example.tools()) {
            parts.add(new Part(Part.TOOL_DEFINITION, AUTHOR_OF_TOOLS, parts.size(), false, tool));
        }
        List<RuleCase.Turn> history = example.history();
        NewestTurn newest = NewestTurn.of(
                history.stream()
                        .map(turn ->
                                new NewestTurn.Said(turn.role(), turn.role().equals(TOOL)))
                        .toList(),
                message -> words(history.get(message)));
        for (int i = 0; i < history.size(); i++) {
            turn(history.get(i), i, newest.has(i));
        }
    }

    private static String words(RuleCase.Turn turn) {
        return turn.text().isBlank() && !turn.unreadable().isEmpty() ? NewestTurn.OTHER : turn.text();
    }

    private void turn(RuleCase.Turn turn, int index, boolean latest) {
        boolean result = turn.role().equals(TOOL);
        parts.add(new Part(result ? Part.TOOL_RESULT : Part.MESSAGE, turn.role(), index, latest, turn.text()));
        turn.unreadable().forEach(sort -> parts.add(Part.unreadable(sort, turn.role(), index, latest)));
        messages.add(new Message(turn.role(), turn.text(), index, latest));
        if (result) {
            toolResults.add(new ToolResult("", turn.text(), index));
        }
        for (RuleCase.Call call : turn.calls()) {
            parts.add(new Part(Part.TOOL_CALL, turn.role(), toolCalls.size(), latest, call.arguments()));
            toolCalls.add(new ToolCall(call.tool(), call.arguments(), toolCalls.size(), false));
        }
    }

    private void answer(RuleCase.Reply reply) {
        parts.add(new Part(Part.CHOICE, ASSISTANT, 0, true, reply.text()));
        answers.add(new Answer(reply.text(), "", reply.finish(), 0, true));
        for (int i = 0; i < reply.calls().size(); i++) {
            RuleCase.Call call = reply.calls().get(i);
            parts.add(new Part(Part.TOOL_CALL, ASSISTANT, i, true, call.arguments()));
            toolCalls.add(new ToolCall(call.tool(), call.arguments(), i, true));
        }
    }
}
