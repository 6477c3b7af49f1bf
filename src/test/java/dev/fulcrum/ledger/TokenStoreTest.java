package dev.fulcrum.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.ledger.TokenStore.Created;
import dev.fulcrum.ledger.TokenStore.Creation;
import dev.fulcrum.ledger.TokenStore.NameTaken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-04T02:30:00Z");

    @TempDir
    Path directory;

    private Database database;
    private TokenStore store;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("ledger.db"));
        store = new TokenStore(database.readers(), InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void isFoundByItsSecretAlone_whenCreated() {
        Created created = created("王芳", TokenRole.REVIEWER);
        Created other = created("li", TokenRole.ADMIN);

        assertThat(created.secret()).matches("ful_[A-Za-z0-9_-]{43}").isNotEqualTo(other.secret());
        assertThat(store.find(created.secret()))
                .contains(new Token(1, "王芳", TokenRole.REVIEWER, NOW, Optional.empty()));
        assertThat(store.find(other.secret())).map(Token::name).contains("li");
        assertThat(store.find(created.secret().substring(1))).isEmpty();
        assertThat(store.find("")).isEmpty();
    }

    @Test
    void secretIsNowhere_whenCreated() throws IOException {
        Created created = created("li", TokenRole.VIEWER);
        database.close();

        String file = Files.readString(directory.resolve("ledger.db"), StandardCharsets.ISO_8859_1);
        assertThat(file)
                .contains("viewer")
                .doesNotContain(created.secret(), created.secret().substring(4));
        assertThat(created.toString()).doesNotContain(created.secret());
    }

    @Test
    void isNoLongerFound_whenRevoked() {
        Created created = created("li", TokenRole.OPERATOR);

        Optional<Token> revoked = database.writer().inTransaction(handle -> store.revoke(handle, "li"));

        assertThat(revoked).flatMap(Token::revoked).contains(NOW);
        assertThat(store.find(created.secret())).isEmpty();
        Optional<Token> again = database.writer().inTransaction(handle -> store.revoke(handle, "li"));
        assertThat(again).isEmpty();
        assertThat(store.list()).containsExactly(revoked.orElseThrow());
        assertThat(create("li", TokenRole.OPERATOR))
                .as("a name stands for one person in the audit, for good")
                .isEqualTo(new NameTaken(revoked.orElseThrow()));
    }

    @Test
    void isRefused_whenNameIsTaken() {
        created("li", TokenRole.VIEWER);

        assertThat(create("li", TokenRole.ADMIN))
                .isEqualTo(new NameTaken(new Token(1, "li", TokenRole.VIEWER, NOW, Optional.empty())));
        assertThat(store.list()).hasSize(1);
    }

    private Created created(String name, TokenRole role) {
        return (Created) create(name, role);
    }

    private Creation create(String name, TokenRole role) {
        return database.writer().inTransaction(handle -> store.create(handle, name, role));
    }
}
