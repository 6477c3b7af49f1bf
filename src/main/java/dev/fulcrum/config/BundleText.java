package dev.fulcrum.config;

import dev.fulcrum.model.BundleSource;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.RiskRegister;
import dev.fulcrum.model.RuleCase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The texts of a bundle by their paths inside it, to be parsed and hashed. */
final class BundleText {
    private static final int REVISION_DIGITS = 12;

    private final SortedMap<String, String> files;
    private final UnaryOperator<String> opened;
    private final Problems problems;

    /** @param opened from a path inside the bundle to the path that a person would open */
    BundleText(SortedMap<String, String> files, UnaryOperator<String> opened, Problems problems) {
        this.files = files;
        this.opened = opened;
        this.problems = problems;
    }

    /** Parses every file and reports what is wrong; the bundle is to be asked for only if nothing was. */
    Supplier<BundleSource> parse() {
        SortedMap<String, String> drl = new TreeMap<>();
        List<RuleCase> cases = new ArrayList<>();
        List<Lexicon.Entry> entries = new ArrayList<>();
        files.forEach((name, text) -> {
            Source source = new Source(opened.apply(name), problems, Environment.NONE);
            switch (RuleFiles.Kind.of(name)) {
                case DRL -> drl.put(name, text);
                case CASES -> cases.addAll(CaseFile.parse(text, name, source));
                case LEXICON -> entries.addAll(LexiconFile.parse(text, name, source));
                case SLIP, OTHER -> {}
            }
        });
        if (drl.isEmpty() && problems.none()) {
            problems.add(opened.apply(""), 0, "", "there is no rule in the bundle", "expected at least one *.drl file");
        }
        RiskRegister register = register();
        return () -> new BundleSource(revision(), drl, cases, new Lexicon(entries), register, files);
    }

    private RiskRegister register() {
        String name = BundleDirectory.REGISTER;
        return files.containsKey(name)
                ? RiskFile.parse(files.get(name), opened.apply(name), problems)
                : new RiskRegister(List.of());
    }

    /**
     * First hexadecimal digits of SHA-256 over all files in the order of their paths: for each the length of its path
     * in bytes (4 bytes, big endian), the path, the length of its content, the content.
     */
    private String revision() {
        return digest(files).substring(0, REVISION_DIGITS);
    }

    /** All of the digits. */
    static String digest(SortedMap<String, String> files) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
        files.forEach((name, text) -> {
            update(digest, name);
            update(digest, text);
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
