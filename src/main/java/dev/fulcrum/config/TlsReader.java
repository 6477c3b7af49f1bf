package dev.fulcrum.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code tls} of a listener and of a target: which files there are, not yet what they hold. */
final class TlsReader {
    private enum Clients {
        REQUIRED,
        OPTIONAL
    }

    private final BaseDirectory paths;

    TlsReader(BaseDirectory paths) {
        this.paths = paths;
    }

    /** What a listener shows, and whom it lets in. */
    Optional<TlsFiles> ofListener(Section listener) {
        Optional<Value> there = listener.find("tls");
        if (there.isEmpty()) {
            return Optional.empty();
        }
        Section section = there.get().section();
        Optional<Path> certificate = section.need("certificate", paths.file("the path of a certificate in PEM"));
        Optional<Path> key = section.need("key", paths.file("the path of the certificate's key in PEM"));
        Optional<Path> clients = section.get("client-ca", paths.file("the path of certificates in PEM"));
        Optional<Clients> demand =
                section.get("client-certificates", Form.oneOf(List.of(Clients.values()), value -> value.name()
                        .toLowerCase(Locale.ROOT)));
        if (demand.isPresent() && !section.has("client-ca")) {
            section.problem(
                    "client-certificates",
                    "stands there without `client-ca`, so that none could be accepted",
                    "add `client-ca`, or remove it");
        }
        section.close();
        return Optional.of(new TlsFiles(
                section.place().path(),
                certificate.flatMap(chain -> key.map(own -> new TlsFiles.Identity(chain, own))),
                clients,
                demand.orElse(Clients.REQUIRED) == Clients.REQUIRED));
    }

    /** Whom a target's connections trust, and what they show. */
    Optional<TlsFiles> ofTarget(Section target, Optional<URI> url) {
        Optional<Value> there = target.find("tls");
        if (there.isEmpty()) {
            return Optional.empty();
        }
        Section section = there.get().section();
        Optional<Path> authorities = section.get("ca", paths.file("the path of certificates in PEM"));
        Optional<Path> certificate = section.get("certificate", paths.file("the path of a certificate in PEM"));
        Optional<Path> key = section.get("key", paths.file("the path of the certificate's key in PEM"));
        if (section.has("certificate") != section.has("key")) {
            String missing = section.has("key") ? "certificate" : "key";
            section.problem(missing, "is missing: a certificate and its key go together", "add both, or remove both");
        }
        if (section.isThere() && !section.has("ca") && !section.has("certificate") && !section.has("key")) {
            there.get().problem("says nothing", "expected `ca`, or `certificate` and `key`, or both");
        }
        if (url.filter(it -> it.getScheme().equals("http")).isPresent()) {
            there.get().problem("stands beside a url that begins with http:", "use https, or remove it");
        }
        section.close();
        return Optional.of(new TlsFiles(
                section.place().path(),
                certificate.flatMap(chain -> key.map(own -> new TlsFiles.Identity(chain, own))),
                authorities,
                false));
    }
}
