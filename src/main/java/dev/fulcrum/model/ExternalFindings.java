package dev.fulcrum.model;

import java.util.List;
import java.util.Set;

/**
 * What was seen, and who failed to look: services outside, or detectors here for which there was no time.
 *
 * @param findings in the order of the services, then of the parts
 */
public record ExternalFindings(List<Finding> findings, List<Failure> failures) {
    public static final ExternalFindings NONE = new ExternalFindings(List.of(), List.of());

    public ExternalFindings {
        findings = List.copyOf(findings);
        failures = List.copyOf(failures);
    }

    /**
     * A service that did not say what it saw.
     *
     * @param detector name of the service
     * @param kinds what rules read of it, and now do not know
     * @param message what happened, without text of the exchange
     * @param counts whether it is an error of the policy, never a block; otherwise the service is taken to have seen nothing
     */
    public record Failure(String detector, Set<String> kinds, String message, boolean counts) {
        public Failure {
            kinds = Set.copyOf(kinds);
        }
    }
}
