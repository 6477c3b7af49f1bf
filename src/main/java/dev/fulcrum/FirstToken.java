package dev.fulcrum;

import dev.fulcrum.ledger.Database;
import dev.fulcrum.ledger.TokenRole;
import dev.fulcrum.ledger.TokenStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The admin token that a first start makes, so that somebody can call the admin side at all.
 *
 * @param file where it is kept beside the ledger, readable by its owner only
 */
public record FirstToken(Path file) {
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
            keep(secret, file);
        } catch (IOException e) {
            throw new UncheckedIOException("the admin token cannot be kept in " + file, e);
        }
        return Optional.of(new FirstToken(file));
    }

    /** Written beside it and moved there, so that nobody finds half of it. */
    private static void keep(String secret, Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(
                fresh, secret + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
