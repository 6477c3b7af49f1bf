package dev.fulcrum.config;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate with its key, which fit together and hold now.
 *
 * @param described whose it is, its number and how long it holds
 */
record CertificateChain(X509KeyManager manager, String described) {
    private static final char[] NO_PASSWORD = {};

    /** The chain of two files; empty after the report of what is wrong with them. */
    static Optional<CertificateChain> read(TlsFiles.Identity files, String place, Instant now, Problems problems) {
        Complaint certificateFile = new Complaint(files.certificate().toString(), place + ".certificate", problems);
        Complaint keyFile = new Complaint(files.key().toString(), place + ".key", problems);
        Optional<List<X509Certificate>> chain =
                Certificates.read(files.certificate(), place + ".certificate", problems);
        Optional<String> keyText = TextFile.read(files.key(), problems);
        if (chain.isEmpty() || keyText.isEmpty()) {
            return Optional.empty();
        }
        boolean sound = holds(chain.get(), now, certificateFile) && inOrder(chain.get(), certificateFile);
        Optional<PrivateKey> key = key(PemBlock.of(keyText.get()), chain.get().get(0), keyFile);
        if (!sound || key.isEmpty() || !fits(key.get(), chain.get(), keyFile)) {
            return Optional.empty();
        }
        X509Certificate own = chain.get().get(0);
        return Optional.of(new CertificateChain(
                manager(key.get(), chain.get()),
                own.getSubjectX500Principal() + ", number "
                        + own.getSerialNumber().toString(16) + ", until "
                        + own.getNotAfter().toInstant()));
    }

    private record Complaint(String file, String place, Problems problems) {
        boolean that(String what, String mend) {
            problems.add(file, 0, place, what, mend);
            return false;
        }
    }

    private static boolean holds(List<X509Certificate> chain, Instant now, Complaint complaint) {
        for (int i = 0; i < chain.size(); i++) {
            Instant until = chain.get(i).getNotAfter().toInstant();
            Instant from = chain.get(i).getNotBefore().toInstant();
            String which = chain.size() == 1 ? "the certificate" : "certificate " + (i + 1) + " of " + chain.size();
            if (now.isAfter(until)) {
                return complaint.that(which + " expired at " + until, "put one there that holds");
            }
            if (now.isBefore(from)) {
                return complaint.that(which + " holds only from " + from, "put one there that holds, or set the clock");
            }
        }
        return true;
    }

    private static boolean inOrder(List<X509Certificate> chain, Complaint complaint) {
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                return complaint.that(
                        "certificate " + i + " was not issued by certificate " + (i + 1),
                        "put the server's or client's own first, then the one that vouches for it, and so on");
            }
        }
        return true;
    }

    private static Optional<PrivateKey> key(List<PemBlock> blocks, X509Certificate own, Complaint complaint) {
        Optional<PrivateKey> key = Optional.empty();
        try {
            key = PrivateKeyBlock.find(blocks, own.getPublicKey().getAlgorithm());
            if (key.isEmpty() && blocks.stream().anyMatch(it -> it.label().equals("ENCRYPTED PRIVATE KEY"))) {
                complaint.that("the key is encrypted", "keep it without a password: `openssl pkey -in … -out …`");
            } else if (key.isEmpty()) {
                complaint.that("the file holds no private key", "expected -----BEGIN PRIVATE KEY-----");
            }
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            complaint.that(
                    "there is no " + own.getPublicKey().getAlgorithm() + " key that fits the certificate",
                    "put the certificate's own key there, as PKCS #8: `openssl pkey -in … -out …`");
        }
        return key;
    }

    private static boolean fits(PrivateKey key, List<X509Certificate> chain, Complaint complaint) {
        if (signs(key, chain.get(0).getPublicKey())) {
            return true;
        }
        for (int i = 1; i < chain.size(); i++) {
            if (signs(key, chain.get(i).getPublicKey())) {
                return complaint.that("the key belongs to certificate " + (i + 1), "put that certificate first");
            }
        }
        return complaint.that(
                "the key and the certificate do not fit together", "put the key there for which it was made");
    }

    /** Whether what the one signs the other recognises. */
    private static boolean signs(PrivateKey key, PublicKey of) {
        String algorithm =
                switch (of.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> of.getAlgorithm();
                };
        byte[] text = {1, 2, 3};
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            byte[] signed = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(of);
            checking.update(text);
            return checking.verify(signed);
        } catch (GeneralSecurityException strangers) {
            return false;
        }
    }

    private static X509KeyManager manager(PrivateKey key, List<X509Certificate> chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509KeyManager found) {
                    return found;
                }
            }
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("every Java platform keeps keys as PKCS #12", broken);
        }
        throw new IllegalStateException("every Java platform manages X.509 keys");
    }
}
