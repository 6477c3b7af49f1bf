package dev.fulcrum.config;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the certificates of a PEM file. */
final class Certificates {
    private Certificates() {}

    /** At least one, in the file's order; empty after the report of why there are none. */
    static Optional<List<X509Certificate>> read(Path file, String place, Problems problems) {
        Optional<String> text = TextFile.read(file, problems);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemBlock block : PemBlock.of(text.get())) {
                if (block.label().equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
                }
            }
        } catch (CertificateException | IllegalArgumentException unreadable) {
            problems.add(
                    file.toString(),
                    0,
                    place,
                    "certificate " + (certificates.size() + 1) + " cannot be read: " + unreadable.getMessage(),
                    "expected X.509 certificates in PEM");
            return Optional.empty();
        }
        if (certificates.isEmpty()) {
            problems.add(
                    file.toString(), 0, place, "the file holds no certificate", "expected -----BEGIN CERTIFICATE-----");
            return Optional.empty();
        }
        return Optional.of(certificates);
    }
}
