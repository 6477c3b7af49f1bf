package dev.fulcrum.proxy;

import java.time.Duration;

/** What a caller is told when no target gave an answer. */
final class TargetFailures {
    private TargetFailures() {}

    /**
     * The failure of the last try.
     *
     * @param target that was tried last
     * @param tries how many there were
     * @param soonest when a target may be asked again
     */
    static Failure of(String target, AttemptFailure last, int tries, Duration soonest) {
        String who = "the target `" + target + "` ";
        String all = tries > 1 ? " (try " + tries + ", the last one)" : "";
        return switch (last.outcome()) {
            case TIMEOUT -> Failure.ofTarget(504, "upstream_timeout", who + "did not answer in time" + all);
            case UNREACHABLE -> Failure.ofTarget(502, "upstream_unreachable", who + "could not be reached" + all);
            case CUT -> Failure.ofTarget(502, "upstream_cut", who + "broke off its answer" + all);
            case ERROR -> Failure.ofTarget(502, "upstream_error", who + last.detail() + all);
            case REJECTED -> Failure.ofTarget(502, "upstream_credentials", who + last.detail() + all);
            case SHED -> Failure.unavailable(who + last.detail() + all, soonest);
            default ->
                Failure.ofTarget(
                        502, "upstream_invalid", who + "gave an answer that cannot be read: " + last.detail() + all);
        };
    }
}
