package dev.fulcrum.inspect;

import dev.fulcrum.model.ExternalFindings;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What one bundle's rules read that takes long to find: services outside and examples, asked side by side. Thread-safe.
 *
 * @param detectors those that may report one of the kinds
 * @param kinds those that rules read
 */
record Outside(List<SlowDetector> detectors, Set<String> kinds) {
    Outside {
        detectors = List.copyOf(detectors);
        kinds = Set.copyOf(kinds);
    }

    /** Keeps the services that may report one of the kinds. */
    static Outside of(List<SlowDetector> detectors, Set<String> kinds) {
        return new Outside(
                detectors.stream()
                        .filter(detector -> detector.reportsOneOf(kinds))
                        .toList(),
                kinds);
    }

    /** The same for fewer kinds. */
    Outside narrowed(Set<String> fewer) {
        return of(detectors, fewer);
    }

    boolean isEmpty() {
        return detectors.isEmpty();
    }

    /** What is found without asking a service outside; takes as long as it takes. */
    List<Finding> inspectNow(List<Part> parts) {
        return detectors.stream()
                .flatMap(detector -> detector.inspectNow(parts, kinds).stream())
                .toList();
    }

    CompletableFuture<ExternalFindings> inspect(List<Part> parts) {
        List<CompletableFuture<ExternalFindings>> asked = detectors.stream()
                .map(detector -> detector.inspect(parts, kinds))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(unused -> {
            List<Finding> findings = new ArrayList<>();
            List<ExternalFindings.Failure> failures = new ArrayList<>();
            for (CompletableFuture<ExternalFindings> answered : asked) {
                ExternalFindings seen = answered.join();
                findings.addAll(seen.findings());
                failures.addAll(seen.failures());
            }
            return new ExternalFindings(findings, failures);
        });
    }
}
