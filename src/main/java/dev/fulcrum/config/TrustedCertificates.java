package dev.fulcrum.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The authorities that one end of TLS accepts, and no others.
 *
 * @param described who they are: the first three, and how many more
 */
record TrustedCertificates(X509TrustManager manager, String described) {
    private static final int NAMED = 3;

    /** Those of a file; empty after the report of why there are none. */
    static Optional<TrustedCertificates> read(Path file, String place, Problems problems) {
        return Certificates.read(file, place, problems)
                .map(found -> new TrustedCertificates(manager(found), described(found)));
    }

    private static String described(List<X509Certificate> authorities) {
        String named = authorities.stream()
                .limit(NAMED)
                .map(it -> it.getSubjectX500Principal() + ", number "
                        + it.getSerialNumber().toString(16))
                .collect(Collectors.joining("; "));
        return authorities.size() <= NAMED ? named : named + "; and " + (authorities.size() - NAMED) + " more";
    }

    private static X509TrustManager manager(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager found) {
                    return found;
                }
            }
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("every Java platform keeps certificates as PKCS #12", broken);
        }
        throw new IllegalStateException("every Java platform manages trust in X.509");
    }
}
