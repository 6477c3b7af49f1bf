package dev.fulcrum.upstream;

import dev.fulcrum.upstream.HttpTarget.Auth;
import dev.fulcrum.upstream.HttpTarget.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings for tests: patient unless a test asks otherwise. */
final class HttpTargets {
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private HttpTargets() {}

    static Settings patient(URI url) {
        return new Settings(
                "model", url, Optional.empty(), Auth.NONE, PATIENT, PATIENT, PATIENT, 4, HttpTarget.Passed.NONE);
    }

    static Settings withAuth(URI url, Auth auth, String key) {
        return new Settings(
                "model", url, Optional.ofNullable(key), auth, PATIENT, PATIENT, PATIENT, 4, HttpTarget.Passed.NONE);
    }

    static Settings withConnect(URI url, Duration connect, int maxConnections) {
        return new Settings(
                "model",
                url,
                Optional.empty(),
                Auth.NONE,
                connect,
                PATIENT,
                PATIENT,
                maxConnections,
                HttpTarget.Passed.NONE);
    }

    static Settings withFirstByte(URI url, Duration firstByte) {
        return new Settings(
                "model", url, Optional.empty(), Auth.NONE, PATIENT, firstByte, PATIENT, 4, HttpTarget.Passed.NONE);
    }

    static Settings withIdle(URI url, Duration idle) {
        return new Settings(
                "model", url, Optional.empty(), Auth.NONE, PATIENT, PATIENT, idle, 4, HttpTarget.Passed.NONE);
    }
}
