package dev.fulcrum.proxy;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.AnswerClass;
import dev.fulcrum.model.Attempt;
import dev.fulcrum.model.Conversation;
import dev.fulcrum.model.Facts;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Phase;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.policy.Arbiter;
import dev.fulcrum.policy.Decision;
import dev.fulcrum.policy.Evaluation;
import dev.fulcrum.policy.PolicyEngine;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.surface.AnswerSoFar;
import dev.fulcrum.surface.PartSoFar;
import dev.fulcrum.surface.Settled;
import dev.fulcrum.surface.SurfaceRequest;
import dev.fulcrum.surface.WholeAnswer;
import dev.fulcrum.upstream.Steps;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Asks the rules about a request or an answer: parts to findings, findings to proposals, proposals to a decision. */
final class Judge {

    private final PolicyEngine engine;
    private final Arbiter arbiter = new Arbiter();
    private final Lookout lookout;
    private final Surroundings surroundings;
    private final Function<String, AnswerClass> classes;
    private final AnswerKind kinds;

    /**
     * @param lookout looks at parts here and asks outside
     * @param surroundings what an exchange meets at its moment
     * @param classes what kind of answer a text is; cheap however long the text is
     */
    Judge(PolicyEngine engine, Lookout lookout, Surroundings surroundings, Function<String, AnswerClass> classes) {
        this.engine = engine;
        this.lookout = lookout;
        this.surroundings = surroundings;
        this.classes = classes;
        this.kinds = new AnswerKind(classes);
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
                        List.of(),
                        List.of(),
                        surroundings.of(passage, revision, Phase.REQUEST)),
                decision -> decision);
    }

    /** Decides about a whole answer; what it is, what was found and decided is noted in the passage. */
    Future<Decision> answer(Passage passage, Admitted admitted, WholeAnswer answer) {
        return answer(passage, admitted, answer, decision -> decision);
    }

    /** Tells what rules would have done with an answer that has gone out: none of it can be carried out any more. */
    Future<Decision> goneAnswer(Passage passage, Admitted admitted, WholeAnswer answer) {
        return answer(passage, admitted, answer, Decision::tooLate);
    }

    private Future<Decision> answer(
            Passage passage, Admitted admitted, WholeAnswer answer, UnaryOperator<Decision> carried) {
        passage.answered(kinds.of(answer), answer.finishReason(), answer.tokens());
        Revision revision = admitted.revision();
        SurfaceRequest request = admitted.request();
        passage.consumption().add(passage.target(), request, answer);
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
                        answers,
                        List.of(),
                        surroundings.of(passage, revision, Phase.RESPONSE)),
                carried);
    }

    /**
     * Decides what becomes of an exchange in which a try failed; the passage is not told, since not all of it may be possible.
     *
     * @param attempts so far, the newest last
     * @param answer what the model said instead of an answer; empty when there was none at all
     */
    Future<Judgement> failure(
            Passage passage, Admitted admitted, List<Attempt> attempts, Optional<WholeAnswer> answer) {
        Revision revision = admitted.revision();
        SurfaceRequest request = admitted.request();
        List<Part> parts = new ArrayList<>(request.parts());
        answer.ifPresent(withheld -> parts.addAll(withheld.parts()));
        return judgement(
                passage,
                revision,
                Phase.FAILURE,
                parts,
                findings -> new Facts(
                        passage.exchange(),
                        conversation(revision, Phase.FAILURE, request),
                        request.messages(),
                        request.toolCalls(),
                        request.toolResults(),
                        findings,
                        answer.map(WholeAnswer::answers).orElse(List.of()),
                        attempts,
                        surroundings.of(passage, revision, Phase.FAILURE)));
    }

    /** Looks at an answer while it comes; for one answer. */
    Growing growing(Passage passage, Admitted admitted, boolean late) {
        return new Growing(passage, admitted, late);
    }

    /**
     * What is certain about an answer of which more may come.
     *
     * @param settled how much of each part may go
     * @param settledCharacters the same for all parts together
     * @param decision of the rules that can be decided by now
     */
    record Look(List<Settled> settled, int settledCharacters, Decision decision) {}

    /** The state of the looks at one answer; not thread-safe. */
    final class Growing {
        private final Passage passage;
        private final Admitted admitted;
        private final boolean late;
        private final Inspection.Growing inspection;
        private final Conversation conversation;
        private List<PolicyError> errors = List.of();

        private Growing(Passage passage, Admitted admitted, boolean late) {
            this.passage = passage;
            this.admitted = admitted;
            this.late = late;
            this.inspection = admitted.revision().growing(passage.standing().off());
            this.conversation = conversation(admitted.revision(), Phase.RESPONSE, admitted.request());
        }

        /**
         * Decides what can be decided; what was found and decided so far is noted in the passage.
         *
         * @throws Failure if a rule broke and the route fails closed
         */
        Look look(AnswerSoFar answer) {
            long begun = System.nanoTime();
            List<Finding> findings = new ArrayList<>();
            List<Settled> settled = new ArrayList<>();
            int characters = 0;
            for (PartSoFar part : answer.parts()) {
                // the arguments of a tool call mean something only when they are complete
                if (part.complete() || !part.part().kind().equals(Part.TOOL_CALL)) {
                    Inspection.Settled seen = inspection.look(part.part(), part.complete());
                    findings.addAll(seen.findings());
                    settled.add(new Settled(part.part(), seen.position()));
                    characters += seen.position();
                }
            }
            Decision decision = decide(findings).withErrors(errors());
            passage.judgements().growing(findings, decision, System.nanoTime() - begun);
            BrokenRules.refuse(passage, admitted.route(), decision);
            return new Look(settled, characters, decision);
        }

        /** Of rules that read what there was no time to look for; told once. */
        private List<PolicyError> errors() {
            if (errors.isEmpty() && !inspection.failures().isEmpty()) {
                errors = lookout.errors(
                        admitted.revision(),
                        Phase.RESPONSE,
                        inspection.failures(),
                        passage.standing().off());
            }
            return errors;
        }

        private Decision decide(List<Finding> findings) {
            if (findings.isEmpty()) {
                return Decision.pass(Phase.RESPONSE);
            }
            Revision revision = admitted.revision();
            SurfaceRequest request = admitted.request();
            Facts facts = new Facts(
                    passage.exchange(),
                    conversation,
                    request.messages(),
                    request.toolCalls(),
                    request.toolResults(),
                    findings,
                    List.of(),
                    List.of(),
                    surroundings.of(passage, revision, Phase.RESPONSE));
            Evaluation evaluation =
                    engine.evaluateGrowing(revision, facts, passage.standing().off()::contains);
            Decision decision = arbiter.decide(evaluation, passage.switches(), passage.exchange());
            return late ? decision.stoppingOnly() : decision;
        }
    }

    /** Nothing where no rule reads the conversation, since counting it costs. */
    private Conversation conversation(Revision revision, Phase phase, SurfaceRequest request) {
        return revision.reads(phase, "Conversation")
                ? Conversation.of(
                        request.messages(), text -> classes.apply(text).turnsAway())
                : Conversation.NONE;
    }

    /** @param nanos that looking and deciding took together */
    record Judgement(List<Finding> findings, Decision decision, long nanos) {}

    private Future<Decision> judge(
            Passage passage,
            Revision revision,
            Phase phase,
            List<Part> parts,
            Function<List<Finding>, Facts> facts,
            UnaryOperator<Decision> carried) {
        return Steps.map(judgement(passage, revision, phase, parts, facts), judgement -> {
            Decision decision = carried.apply(judgement.decision());
            passage.judgements().judged(judgement.findings(), decision, judgement.nanos());
            return decision;
        });
    }

    private Future<Judgement> judgement(
            Passage passage, Revision revision, Phase phase, List<Part> parts, Function<List<Finding>, Facts> facts) {
        return Steps.then(
                lookout.look(revision, phase, parts, passage.standing().off()),
                observed -> Lookout.onLoopOrWorker(parts, () -> {
                    long begun = System.nanoTime();
                    Decision decision = decide(passage, revision, phase, facts.apply(observed.findings()))
                            .withErrors(observed.errors());
                    long nanos = observed.nanos() + System.nanoTime() - begun;
                    return new Judgement(observed.findings(), decision, nanos);
                }));
    }

    private Decision decide(Passage passage, Revision revision, Phase phase, Facts facts) {
        Evaluation evaluation =
                engine.evaluate(revision, phase, facts, passage.standing().off()::contains);
        return arbiter.decide(evaluation, passage.switches(), passage.exchange());
    }
}
