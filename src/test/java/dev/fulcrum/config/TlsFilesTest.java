package dev.fulcrum.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PEM files may hold, and what is said of those that cannot be used. */
class TlsFilesTest {
    @TempDir
    private static Path issuing;

    private static Authority authority;
    private static Authority.Issued elliptic;
    private static Authority.Issued rsa;

    @TempDir
    private Path directory;

    private final Instant now = Instant.now();

    @BeforeAll
    static void issue() {
        authority = Authority.make(issuing, "bank");
        elliptic = authority.issue("elliptic");
        rsa = authority.issue("rsa", "-keyalg", "RSA", "-keysize", "2048");
    }

    private static Loaded<TlsMaterial> read(Path certificate, Path key, Instant at) {
        return new TlsFiles("server.tls", Optional.of(new TlsFiles.Identity(certificate, key)), Optional.empty(), true)
                .read(at);
    }

    private static Problem refused(Path certificate, Path key, Instant at) {
        Loaded<TlsMaterial> loaded = read(certificate, key, at);
        assertThat(loaded.value()).isEmpty();
        return Written.only(loaded);
    }

    private Path file(String name, String text) {
        return Written.file(directory, name, text);
    }

    @Test
    void materialIsThere_whenTheFilesFitTogether() {
        TlsMaterial material =
                read(elliptic.certificate(), elliptic.key(), now).value().orElseThrow();

        assertThat(material.described()).startsWith("CN=elliptic, number ").contains(", until ");
        assertThat(material.shows()).isPresent();
        assertThat(read(rsa.certificate(), rsa.key(), now).problems()).isEmpty();
    }

    /** PKCS #1, which PKCS #8 holds in its last element. */
    @Test
    void keyIsRead_whenItHasTheOlderFormOfRsa() {
        byte[] pkcs8 = rsa.secret().getEncoded();
        Path key = file("k.pem", Authority.pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length)));

        assertThat(read(rsa.certificate(), key, now).problems()).isEmpty();
    }

    /** RFC 5915, with the remarks that OpenSSL writes before it. */
    @Test
    void keyIsRead_whenItHasTheOlderFormOfAnEllipticCurve() {
        Path key = file(
                "k.pem",
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                        + Authority.pem("EC PRIVATE KEY", olderForm(true)));

        assertThat(read(elliptic.certificate(), key, now).problems()).isEmpty();
    }

    @Test
    void keyIsRefused_whenItDoesNotNameItsCurve() {
        Path key = file("k.pem", Authority.pem("EC PRIVATE KEY", olderForm(false)));

        assertThat(refused(elliptic.certificate(), key, now).mend()).contains("openssl pkey");
    }

    /** The number out of PKCS #8, with the curve P-256 or without. */
    private static byte[] olderForm(boolean named) {
        byte[] pkcs8 = elliptic.secret().getEncoded();
        String number = HexFormat.of().formatHex(pkcs8);
        int at = number.indexOf("0201010420");
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        String body = number.substring(at, at + 10 + 64) + (named ? "a00a06082a8648ce3d030107" : "");
        der.write(0x30);
        der.write(body.length() / 2);
        der.writeBytes(HexFormat.of().parseHex(body));
        return der.toByteArray();
    }

    @Test
    void placeIsTold_whenTheKeyIsOfAnotherCertificate() {
        Problem problem =
                refused(elliptic.certificate(), authority.issue("other").key(), now);

        assertThat(problem.path()).isEqualTo("server.tls.key");
        assertThat(problem.file()).endsWith("other.key.pem");
        assertThat(problem.what()).contains("do not fit together");
    }

    @Test
    void placeIsTold_whenTheKeyIsOfAnotherKind() {
        assertThat(refused(elliptic.certificate(), rsa.key(), now).what()).contains("no EC key");
    }

    @Test
    void placeIsTold_whenTheKeyIsEncrypted() {
        Path key = file("k.pem", Authority.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}));

        assertThat(refused(elliptic.certificate(), key, now).what()).isEqualTo("the key is encrypted");
    }

    @Test
    void placeIsTold_whenTheFilesAreSwapped() {
        assertThat(refused(elliptic.key(), elliptic.certificate(), now))
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("server.tls.certificate"))
                .satisfies(problem -> assertThat(problem.what()).contains("no certificate"));
    }

    @Test
    void placeIsTold_whenTheAuthorityStandsFirst() throws IOException {
        String own = Files.readString(elliptic.certificate());
        int second = own.indexOf("-----BEGIN", 1);
        Path swapped = file("chain.pem", own.substring(second) + own.substring(0, second));

        Loaded<TlsMaterial> loaded = read(swapped, elliptic.key(), now);

        assertThat(loaded.value()).isEmpty();
        assertThat(loaded.problems()).extracting(Problem::mend).anyMatch(mend -> mend.contains("first"));
    }

    @Test
    void dateIsTold_whenACertificateDoesNotHoldNow() {
        Instant later = now.plus(400, ChronoUnit.DAYS);
        Instant before = now.minus(400, ChronoUnit.DAYS);

        assertThat(refused(elliptic.certificate(), elliptic.key(), later).what())
                .contains("certificate 1 of 2 expired at ");
        assertThat(refused(elliptic.certificate(), elliptic.key(), before).what())
                .contains("holds only from ");
    }

    @Test
    void nothingOfTheKeyIsShown_whenItCannotBeRead() throws IOException {
        String secret = Base64.getEncoder().encodeToString("a very secret key".getBytes(StandardCharsets.UTF_8));
        Path key = file("k.pem", "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n");

        assertThat(refused(elliptic.certificate(), key, now).toString()).doesNotContain(secret, "a very secret");
    }

    @Test
    void placeIsTold_whenAnAuthoritysFileHoldsNone() {
        Path empty = file("ca.pem", "# none yet\n");

        Problem problem =
                Written.only(new TlsFiles("targets[0].tls", Optional.empty(), Optional.of(empty), false).read(now));

        assertThat(problem.file()).endsWith("ca.pem");
        assertThat(problem.path()).startsWith("targets[0].tls");
        assertThat(problem.what()).contains("no certificate");
    }
}
