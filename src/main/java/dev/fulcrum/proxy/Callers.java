package dev.fulcrum.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Knows applications by their keys, which may change while it is asked.
 *
 * <p>Only hashes of keys are held, and the key presented is hashed before it is looked up. How long the lookup takes may depend
 * on how much of a hash is right, which helps nobody: a hash cannot be chosen, so that a key whose hash agrees in n more bits
 * takes 2ⁿ more tries to find, and none of them brings the right key nearer. A key comes as {@code Authorization: Bearer},
 * {@code x-api-key} or {@code api-key}. Thread-safe.
 */
public final class Callers {
    private static final MessageDigest SHA_256 = prototype();

    private final Optional<String> everyone;
    private volatile Map<String, String> appsByHash;

    private Callers(Map<String, String> appsByHash, Optional<String> everyone) {
        this.appsByHash = Map.copyOf(appsByHash);
        this.everyone = everyone;
    }

    /**
     * Callers that need a key.
     *
     * @param appsByHash names of applications by {@code sha256:} and 64 hexadecimal digits in lower case
     */
    public static Callers withKeys(Map<String, String> appsByHash) {
        return new Callers(appsByHash, Optional.empty());
    }

    /** Callers that need no key, all of them one application; for a gateway that only its own machine can reach. */
    public static Callers anyone(String app) {
        return new Callers(Map.of(), Optional.of(app));
    }

    /** Accepts these keys, and no others, from the next exchange on; names and hashes as in {@link #withKeys}. */
    public void accept(Map<String, String> others) {
        appsByHash = Map.copyOf(others);
    }

    /** The name of the calling application; empty when its key is missing or unknown. */
    Optional<String> identify(MultiMap headers) {
        if (everyone.isPresent()) {
            return everyone;
        }
        return presented(headers).map(Callers::hash).map(appsByHash::get);
    }

    /**
     * Why a request that nobody was {@linkplain #identify identified} by is refused.
     *
     * @param wrong counts those that bring a key; who brings none does not guess
     */
    Failure refusal(HttpServerRequest request, WrongKeys wrong) {
        return presented(request.headers()).isPresent()
                ? wrong.refusal(request.remoteAddress())
                : Intake.unknownCaller();
    }

    private static Optional<String> presented(MultiMap headers) {
        String authorization = headers.get("authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(authorization.substring(7).strip());
        }
        String key = headers.get("x-api-key");
        return Optional.ofNullable(key == null ? headers.get("api-key") : key);
    }

    /** The form in which the configuration holds a key. */
    public static String hash(String key) {
        return "sha256:" + HexFormat.of().formatHex(sha256(key.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return ((MessageDigest) SHA_256.clone()).digest(bytes);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }

    /** Copied for every use, since looking the algorithm up takes as long as a short text. */
    private static MessageDigest prototype() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
