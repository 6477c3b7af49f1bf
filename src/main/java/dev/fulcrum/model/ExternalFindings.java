package dev.fulcrum.model;

import java.util.List;

/**
 * What services outside saw, and which of those that must not fail did.
 *
 * @param findings in the order of the services, then of the parts
 * @param failures a line for each service that failed and whose failure counts, without text of the exchange; each is an error of the
 *     policy, never a block
 */
public record ExternalFindings(List<Finding> findings, List<String> failures) {
    public static final ExternalFindings NONE = new ExternalFindings(List.of(), List.of());

    public ExternalFindings {
        findings = List.copyOf(findings);
        failures = List.copyOf(failures);
    }
}
