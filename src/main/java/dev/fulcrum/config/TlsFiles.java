package dev.fulcrum.config;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The PEM files of one end of TLS: what it shows of itself, and whom it trusts. They may change while the gateway runs.
 *
 * @param place of the section in the configuration, such as {@code server.tls}, for messages
 * @param identity what it shows; always there for a server
 * @param trusted the authorities whose certificates it accepts, instead of the platform's; for a server, those of its clients
 * @param demanded whether a client of a server that trusts some has to show a certificate
 */
public record TlsFiles(String place, Optional<Identity> identity, Optional<Path> trusted, boolean demanded) {

    /**
     * A certificate and its key.
     *
     * @param certificate its own first, then those that vouch for it
     * @param key not encrypted
     */
    public record Identity(Path certificate, Path key) {}

    /** All of them, to be watched. */
    public List<Path> paths() {
        Stream<Path> own = identity.stream().flatMap(it -> Stream.of(it.certificate(), it.key()));
        return Stream.concat(own, trusted.stream()).toList();
    }

    /** What they hold now, if it can be used at that moment; else everything that is wrong with it. */
    public Loaded<TlsMaterial> read(Instant now) {
        Problems problems = new Problems();
        Optional<CertificateChain> chain = identity.flatMap(it -> CertificateChain.read(it, place, now, problems));
        Optional<TrustedCertificates> authorities =
                trusted.flatMap(it -> TrustedCertificates.read(it, place, problems));
        return Loaded.of(
                problems,
                () -> new TlsMaterial(
                        chain.map(CertificateChain::manager),
                        authorities.map(TrustedCertificates::manager),
                        described(chain, authorities)));
    }

    private static String described(Optional<CertificateChain> chain, Optional<TrustedCertificates> authorities) {
        return Stream.concat(
                        chain.stream().map(CertificateChain::described),
                        authorities.stream().map(it -> "trusting " + it.described()))
                .collect(Collectors.joining("; "));
    }
}
