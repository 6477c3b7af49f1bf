package dev.fulcrum.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fulcrum.model.ExternalFindings;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * Asks one service outside about texts, each once as long as it is remembered. Thread-safe; never blocks.
 *
 * <p>All new texts of a call go out in one request. What the service saw is remembered whole, whatever kinds were asked for, so that
 * a changed rule needs no second call. Failures are not remembered.
 */
final class ExternalDetector implements SlowDetector {
    private static final int REMEMBERED_TEXTS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExternalService service;
    private final ExternalFormat format;
    private final ExternalCall call;
    private final Cache<Fingerprint, List<ExternalSighting>> remembered;

    ExternalDetector(ExternalService service) {
        this.service = service;
        format = ExternalFormat.of(service.format());
        call = new ExternalCall(service);
        remembered = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_TEXTS)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public boolean reportsOneOf(Set<String> kinds) {
        return service.kinds().stream().anyMatch(kinds::contains);
    }

    @Override
    public CompletableFuture<ExternalFindings> inspect(List<Part> parts, Set<String> kinds) {
        Map<String, List<ExternalSighting>> seen = new HashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (Part part : parts) {
            List<ExternalSighting> known = remembered.getIfPresent(Fingerprint.of(0, part.text()));
            if (known != null) {
                seen.put(part.text(), known);
            } else if (!part.text().isBlank()) {
                unknown.add(part.text());
            }
        }
        if (unknown.isEmpty()) {
            return CompletableFuture.completedFuture(new ExternalFindings(findings(parts, seen, kinds), List.of()));
        }
        return ask(List.copyOf(unknown)).handle((answers, failure) -> {
            if (answers != null) {
                seen.putAll(answers);
            }
            List<ExternalFindings.Failure> failures = failure == null ? List.of() : List.of(failed(failure, kinds));
            return new ExternalFindings(findings(parts, seen, kinds), failures);
        });
    }

    private CompletableFuture<Map<String, List<ExternalSighting>>> ask(List<String> texts) {
        byte[] question;
        try {
            question = JSON.writeValueAsBytes(format.question(
                    texts.stream().map(ExternalDetector::wellFormed).toList()));
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedFuture(e);
        }
        return call.send(question, answer -> {
            List<List<ExternalSighting>> seen = format.read(JSON.readTree(answer), texts);
            Map<String, List<ExternalSighting>> byText = new HashMap<>();
            for (int i = 0; i < texts.size(); i++) {
                List<ExternalSighting> inText = List.copyOf(seen.get(i));
                remembered.put(Fingerprint.of(0, texts.get(i)), inText);
                byText.put(texts.get(i), inText);
            }
            return byText;
        });
    }

    /** The text with a question mark for each lone surrogate, which no JSON can carry; every index stays. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    private List<Finding> findings(List<Part> parts, Map<String, List<ExternalSighting>> seen, Set<String> kinds) {
        List<Finding> findings = new ArrayList<>();
        for (Part part : parts) {
            for (ExternalSighting sighting : seen.getOrDefault(part.text(), List.of())) {
                if (kinds.contains(sighting.kind()) && service.kinds().contains(sighting.kind())) {
                    findings.add(sighting.in(part));
                }
            }
        }
        return findings;
    }

    private ExternalFindings.Failure failed(Throwable failure, Set<String> kinds) {
        Set<String> missed = new HashSet<>(kinds);
        missed.retainAll(service.kinds());
        return new ExternalFindings.Failure(service.name(), missed, told(failure), service.failureCounts());
    }

    /** What failed, without anything of the texts or the answer. */
    private String told(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return "no answer within " + service.timeout().toMillis() + " ms";
        }
        if (cause instanceof ExternalCall.Refused refused) {
            return refused.getMessage();
        }
        if (cause instanceof UnreadableExternalAnswer unreadable) {
            return "unreadable answer, " + unreadable.getMessage();
        }
        if (cause instanceof JsonProcessingException) {
            return "unreadable answer, not JSON";
        }
        return cause instanceof IOException
                ? "not reachable or cut off"
                : cause.getClass().getSimpleName();
    }
}
