package dev.fulcrum.config;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files below a directory of rules that belong to the bundle. */
final class RuleFiles {
    private static final int MOST_FILES = 10_000;

    /** What a file is to a bundle, by its path inside it. */
    enum Kind {
        DRL,
        CASES,
        LEXICON,
        /** Looks like a slip for one that counts. */
        SLIP,
        OTHER;

        static Kind of(String name) {
            if (name.endsWith(".drl")) {
                return DRL;
            }
            if (name.endsWith(".cases.yaml")) {
                return CASES;
            }
            if (name.startsWith("lexicon/") && name.endsWith(".yaml")) {
                return LEXICON;
            }
            String folded = name.toLowerCase(Locale.ROOT);
            boolean near = folded.endsWith(".drl") || folded.matches(".*\\.(ya?ml|drl\\.txt|ya?ml\\.txt|dr1|drls)");
            return near ? SLIP : OTHER;
        }
    }

    private final Path rules;
    private final Path risks;
    private final Problems problems;
    private final SortedMap<String, String> texts = new TreeMap<>();

    /** @param risks the register, which is left out here when it lies among the rules */
    RuleFiles(Path rules, Path risks, Problems problems) {
        this.rules = rules;
        this.risks = risks;
        this.problems = problems;
    }

    /** Their texts by their paths inside the bundle, {@code /} between the names. */
    SortedMap<String, String> read() {
        if (!Files.isDirectory(rules)) {
            String what = Files.exists(rules) ? "this is not a directory" : "there is no such directory";
            problem(rules, what, "expected the directory of the rules");
            return texts;
        }
        try {
            Path inside = rules.toRealPath();
            Files.walkFileTree(
                    inside, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Visitor(inside));
        } catch (IOException unreadable) {
            problem(
                    rules,
                    "the directory cannot be read: " + unreadable.getMessage(),
                    "expected one that this user may read");
        }
        return texts;
    }

    private void problem(Path file, String what, String mend) {
        problems.add(file.toString(), 0, "", what, mend);
    }

    /** Follows links, wherever they lead: whoever may write here may as well write the rules themselves, and mounted volumes are made of links. */
    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path inside;
        private final Optional<Path> register;

        Visitor(Path inside) throws IOException {
            this.inside = inside;
            this.register = Files.exists(risks) ? Optional.of(risks.toRealPath()) : Optional.empty();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean hidden = !directory.equals(inside) && isHidden(directory);
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!isHidden(file)) {
                String name = inside.relativize(file).toString().replace(File.separatorChar, '/');
                visit(file, name, attributes);
            }
            return texts.size() < MOST_FILES ? FileVisitResult.CONTINUE : tooMany();
        }

        private FileVisitResult tooMany() {
            problem(rules, "there are more than " + MOST_FILES + " files", "expected the directory of the rules alone");
            return FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (isHidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (failure instanceof FileSystemLoopException) {
                problem(
                        shown(file),
                        "the link leads back to a directory that it lies in",
                        "remove the link, or let it lead elsewhere");
                return FileVisitResult.CONTINUE;
            }
            problem(shown(file), "cannot be read: " + failure.getMessage(), "let this user read it, or remove it");
            return FileVisitResult.CONTINUE;
        }

        private void visit(Path file, String name, BasicFileAttributes attributes) throws IOException {
            if (attributes.isSymbolicLink()) {
                problem(shown(file), "the link leads to nothing", "let it lead to a file or a directory, or remove it");
                return;
            }
            if (attributes.isOther()) {
                problem(shown(file), "this is neither a file nor a directory", "remove it");
                return;
            }
            if (register.isPresent() && file.toRealPath().equals(register.get())) {
                return;
            }
            Kind kind = Kind.of(name);
            if (kind == Kind.SLIP) {
                problem(
                        shown(file),
                        "the file would not be read",
                        "expected *.drl, *.cases.yaml, or *.yaml in lexicon/; rename it, or move it away");
            } else if (kind != Kind.OTHER) {
                TextFile.read(file, shown(file).toString(), problems).ifPresent(text -> texts.put(name, text));
            }
        }

        private boolean isHidden(Path file) {
            return String.valueOf(file.getFileName()).startsWith(".");
        }

        /** The path as a person would open it. */
        private Path shown(Path file) {
            return rules.resolve(inside.relativize(file).toString());
        }
    }
}
