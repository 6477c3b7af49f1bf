package dev.fulcrum;

import dev.fulcrum.ledger.Database;
import dev.fulcrum.ledger.TokenRole;
import dev.fulcrum.ledger.TokenStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The admin token that a first start makes, so that somebody can call the admin side at all.
 *
 * @param secret the token, shown once
 * @param file where it is kept beside the ledger, readable by its owner only
 */
public record FirstToken(String secret, Path file) {
    private static final String NAME = "first";

    /** Makes the token if there never was one. */
    static Optional<FirstToken> make(TokenStore tokens, Database database, Path ledger) {
        if (!tokens.list().isEmpty()) {
            return Optional.empty();
        }
        Path file = ledger.toAbsolutePath().resolveSibling("admin-token");
        TokenStore.Creation creation = CompletableFuture.supplyAsync(
                        () -> database.writer().inTransaction(handle -> tokens.create(handle, NAME, TokenRole.ADMIN)),
                        database.writerThread())
                .join();
        if (!(creation instanceof TokenStore.Created created)) {
            return Optional.empty();
        }
        String secret = created.secret();
        try {
            Files.deleteIfExists(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(
                    file, secret + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("the admin token cannot be kept in " + file, e);
        }
        return Optional.of(new FirstToken(secret, file));
    }

    /** Where it is, without the secret. */
    @Override
    public String toString() {
        return "admin token in " + file;
    }
}
