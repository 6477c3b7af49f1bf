package dev.fulcrum.proxy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Desk;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.policy.Arbiter;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.policy.Evaluation;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.surface.SurfaceRequest;
import dev.fulcrum.surface.WholeAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Asks the rules about a request or an answer: parts to findings, findings to proposals, proposals to a decision. */
final class Judge {
    /** Longer texts are searched on a worker thread, since searching them would hold up an event loop. */
    private static final int LONG_TEXT_CHARACTERS = 32 * 1024;

    /** Stands where no rule reads the conversation, since counting it costs. */
    private static final Conversation UNREAD = new Conversation(0, 0);

    private final PolicyEngine engine;
    private final Arbiter arbiter = new Arbiter();
    private final Function<Instant, List<Desk>> desks;

    Judge(PolicyEngine engine, Function<Instant, List<Desk>> desks) {
        this.engine = engine;
        this.desks = desks;
    }

    /** Decides about a request; what was found and decided is noted in the passage. */
    Future<Decision> request(Passage passage, Revision revision, SurfaceRequest request) {
        return judge(
                passage,
                revision,
                Phase.REQUEST,
                request.parts(),
                findings -> new Facts(
                        passage.exchange(),
                        conversation(revision, Phase.REQUEST, request),
                        request.messages(),
                        request.toolCalls(),
                        request.toolResults(),
                        findings,
                        desks(revision, Phase.REQUEST, passage),
                        List.of()));
    }

    /** Decides about a whole answer; what was found and decided is noted in the passage. */
    Future<Decision> answer(Passage passage, Revision revision, SurfaceRequest request, WholeAnswer answer) {
        List<Answer> answers = answer.answers();
        List<ToolCall> toolCalls = new ArrayList<>(request.toolCalls());
        toolCalls.addAll(answer.toolCalls());
        return judge(
                passage,
                revision,
                Phase.RESPONSE,
                answer.parts(),
                findings -> new Facts(
                        passage.exchange(),
                        conversation(revision, Phase.RESPONSE, request),
                        request.messages(),
                        toolCalls,
                        request.toolResults(),
                        findings,
                        desks(revision, Phase.RESPONSE, passage),
                        answers));
    }

    private static Conversation conversation(Revision revision, Phase phase, SurfaceRequest request) {
        return revision.reads(phase, "Conversation") ? request.conversation() : UNREAD;
    }

    private List<Desk> desks(Revision revision, Phase phase, Passage passage) {
        return revision.reads(phase, "Desk") ? desks.apply(passage.at()) : List.of();
    }

    private record Judgement(List<Finding> findings, Decision decision, long nanos) {}

    private Future<Decision> judge(
            Passage passage, Revision revision, Phase phase, List<Part> parts, Function<List<Finding>, Facts> facts) {
        Callable<Judgement> work = () -> judge(passage, revision, phase, parts, facts, System.nanoTime());
        return onLoopOrWorker(parts, work).map(judgement -> {
            passage.judged(judgement.findings(), judgement.decision(), judgement.nanos());
            return judgement.decision();
        });
    }

    private Judgement judge(
            Passage passage,
            Revision revision,
            Phase phase,
            List<Part> parts,
            Function<List<Finding>, Facts> facts,
            long begunNanos) {
        List<Finding> findings = revision.inspection(phase).inspect(parts);
        Evaluation evaluation = engine.evaluate(
                revision,
                phase,
                facts.apply(findings),
                rule -> passage.switches().of(rule, passage.app(), passage.at()).mode() == Switch.Mode.OFF);
        Decision decision = arbiter.decide(evaluation, passage.switches(), passage.exchange());
        return new Judgement(new ArrayList<>(findings), decision, System.nanoTime() - begunNanos);
    }

    private static Future<Judgement> onLoopOrWorker(List<Part> parts, Callable<Judgement> work) {
        long characters = 0;
        for (Part part : parts) {
            characters += part.text().length();
        }
        Context context = Vertx.currentContext();
        if (characters > LONG_TEXT_CHARACTERS && context != null) {
            return context.executeBlocking(work, false);
        }
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}
