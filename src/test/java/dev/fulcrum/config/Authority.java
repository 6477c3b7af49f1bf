package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of its own in a directory: what it issues lies there as PEM, as an operator would be given it. */
public final class Authority {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final String name;

    private Authority(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** Makes an authority. */
    public static Authority make(Path directory, String name) {
        Authority authority = new Authority(directory, name);
        authority.keytool(
                name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c", "-validity", "9");
        write(
                authority.certificate(),
                pem("CERTIFICATE", encoded(authority.chain(name).get(0))));
        return authority;
    }

    /** Its own certificate, which those trust who trust what it issues. */
    public Path certificate() {
        return directory.resolve(name + ".ca.pem");
    }

    /** Issues a certificate that holds for this machine. */
    public Issued issue(String subject) {
        return issue(subject, "-keyalg", "EC", "-ext", "san=dns:localhost,ip:127.0.0.1");
    }

    /** Issues a certificate that holds for another host alone. */
    public Issued issueFor(String host) {
        return issue(host, "-keyalg", "EC", "-ext", "san=dns:" + host);
    }

    /** Issues a certificate as keytool's options say. */
    Issued issue(String subject, String... options) {
        List<String> call = new ArrayList<>(
                List.of("-genkeypair", "-signer", name, "-signerkeypass", PASSWORD, "-dname", "CN=" + subject));
        call.addAll(List.of(options));
        keytool(subject, call.toArray(String[]::new));
        Issued issued = new Issued(this, subject);
        StringBuilder chain = new StringBuilder();
        chain(subject).forEach(it -> chain.append(pem("CERTIFICATE", encoded(it))));
        write(issued.certificate(), chain.toString());
        write(issued.key(), pem("PRIVATE KEY", issued.secret().getEncoded()));
        return issued;
    }

    /** What a client uses that trusts this authority alone and shows nothing. */
    public SSLContext client() {
        return context(null);
    }

    private SSLContext context(KeyManager[] shown) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(name, chain(name).get(0));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown, trust.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate with its key. */
    public record Issued(Authority authority, String subject) {

        /** Its own certificate first, then the authority's. */
        public Path certificate() {
            return authority.directory.resolve(subject + ".pem");
        }

        public Path key() {
            return authority.directory.resolve(subject + ".key.pem");
        }

        /** What one end of TLS uses that shows this certificate and trusts the authority that issued it. */
        public SSLContext context() {
            return context(authority);
        }

        /** What one end of TLS uses that shows this certificate and trusts an authority. */
        public SSLContext context(Authority trusted) {
            try {
                KeyStore own = KeyStore.getInstance("PKCS12");
                own.load(null, null);
                own.setKeyEntry(
                        subject,
                        secret(),
                        PASSWORD.toCharArray(),
                        authority.chain(subject).toArray(Certificate[]::new));
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(own, PASSWORD.toCharArray());
                return trusted.context(keys.getKeyManagers());
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        PrivateKey secret() {
            try {
                return (PrivateKey) authority.store().getKey(subject, PASSWORD.toCharArray());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    private List<X509Certificate> chain(String alias) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : store().getCertificateChain(alias)) {
                chain.add((X509Certificate) certificate);
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore store() {
        try (InputStream in = Files.newInputStream(file())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file() {
        return directory.resolve(name + ".p12");
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keytool(String alias, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")); // starts in half the time
        command.addAll(List.of(options));
        command.addAll(List.of("-alias", alias, "-keystore", file().toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD));
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
