package dev.fulcrum.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;

/**
 * Which file stands at a path, and when it was written last.
 *
 * @param key device and inode, where the platform has them
 * @param changed when its content or its attributes changed, which nobody can set back; where the platform has no such time, when
 *     it was modified
 */
record FileStamp(Object key, long size, Object changed) {

    static FileStamp read(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino,size,ctime");
            return new FileStamp(
                    found.get("dev") + ":" + found.get("ino"), (Long) found.get("size"), found.get("ctime"));
        }
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(String.valueOf(found.fileKey()), found.size(), found.lastModifiedTime());
    }

    /** Empty when it cannot be looked at. */
    static Optional<FileStamp> of(Path file) {
        try {
            return Optional.of(read(file));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    boolean sameFile(FileStamp other) {
        return key.equals(other.key);
    }
}
