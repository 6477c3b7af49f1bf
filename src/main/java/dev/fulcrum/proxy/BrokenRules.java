package dev.fulcrum.proxy;

import dev.fulcrum.model.Block;
import dev.fulcrum.model.PolicyError;
import dev.fulcrum.model.Switch;
import dev.fulcrum.policy.Decision;

/** A broken rule is no block: the route says whether the exchange fails or goes on without it. */
final class BrokenRules {
    private BrokenRules() {}

    /** @throws Failure if a rule that may act broke and the route fails closed */
    static void refuse(Passage passage, Route route, Decision decision) {
        if (decision.errors().isEmpty()) {
            return;
        }
        boolean blocked =
                decision.verdict().map(it -> it.proposal() instanceof Block).orElse(false);
        if (blocked || !route.failClosed()) {
            return;
        }
        for (PolicyError error : decision.errors()) {
            Switch.Mode mode = passage.switches()
                    .of(error.rule(), passage.app(), passage.at())
                    .mode();
            if (error.rule().isEmpty() || mode == Switch.Mode.ENFORCE) {
                throw Failure.ofGateway(
                        500,
                        "policy_error",
                        "a rule broke (" + (error.rule().isEmpty() ? error.message() : error.rule())
                                + ") and this route fails closed");
            }
        }
    }
}
