package dev.fulcrum.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The authorities that one end of TLS accepts, and no others. */
record TrustedCertificates(X509TrustManager manager) {

    /** Those of a file; empty after the report of why there are none. */
    static Optional<TrustedCertificates> read(Path file, String place, Problems problems) {
        return Certificates.read(file, place, problems).map(found -> new TrustedCertificates(manager(found)));
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
