package dev.fulcrum.config;

import dev.fulcrum.model.BundleSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A bundle on disk: a directory of rules with their cases and language files, and the risk register.
 *
 * <p>What counts is {@code *.drl}, {@code *.cases.yaml} and {@code lexicon/**.yaml}, at any depth. Files and
 * directories whose names begin with a dot are left alone, and so is every other ending, unless it looks like a slip
 * for one that counts. Texts are UTF-8 without a byte order mark, 1 MiB each at most.
 */
public final class BundleDirectory {
    /** The register's name among the files of a bundle. */
    public static final String REGISTER = "risks.yaml";

    private BundleDirectory() {}

    /**
     * Reads a bundle.
     *
     * @param rules the directory; problems name the files below it as it is given here
     * @param risks the register, which may lie anywhere
     */
    public static Loaded<BundleSource> read(Path rules, Path risks) {
        Problems problems = new Problems();
        SortedMap<String, String> files = new TreeMap<>(new RuleFiles(rules, risks, problems).read());
        Optional<String> register = TextFile.read(risks, problems);
        register.ifPresent(text -> files.put(REGISTER, text));
        BundleText bundle = new BundleText(
                files,
                name -> name.equals(REGISTER)
                        ? risks.toString()
                        : rules.resolve(name).toString(),
                problems);
        return Loaded.of(problems, bundle.parse());
    }

    /**
     * What the files of a bundle hold now, sound or not: the same as long as none of them changes, by whatever way.
     *
     * @return a hash, of no meaning beyond that
     */
    public static String state(Path rules, Path risks) {
        Problems problems = new Problems();
        SortedMap<String, String> files = new TreeMap<>(new RuleFiles(rules, risks, problems).read());
        TextFile.read(risks, problems).ifPresent(text -> files.put(REGISTER, text));
        return BundleText.digest(files) + problems.sorted();
    }

    /**
     * Reads a stored bundle back.
     *
     * @param files as {@link BundleSource#files()} had them; problems name them by their paths inside the bundle
     */
    public static Loaded<BundleSource> parse(Map<String, String> files) {
        Problems problems = new Problems();
        if (!files.containsKey(REGISTER)) {
            problems.add(REGISTER, 0, "", "the bundle has no risk register", "expected a file of this name");
        }
        return Loaded.of(problems, new BundleText(new TreeMap<>(files), name -> name, problems).parse());
    }
}
