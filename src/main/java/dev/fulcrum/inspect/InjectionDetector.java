package dev.fulcrum.inspect;

import java.util.List;
import java.util.Set;

/**
 * Finds text that tries to become an instruction, by families of phrases in English, Chinese and, for the commonest
 * demand, ten other languages.
 *
 * <ul>
 *   <li>{@value #OVERRIDE}: sets the instructions aside, forges markup of the chat, or pretends authority over the model
 *   <li>{@value #JAILBREAK}: puts the model into a role, mode or game without limits
 *   <li>{@value #EXTRACTION}: asks for the instructions, or for what they keep secret
 *   <li>{@value #EVASION}: goes around the instructions: hypothetical frames, disguised answers, split demands, bribes
 *   <li>{@value #INDIRECT}: speaks to a model, or for its operator, out of data
 * </ul>
 *
 * <p>The families stand in the resource {@code injection.signs}. A score of 0.8 and more rests on at least one plain
 * sign or several weak ones; 0.5 to 0.8 is worth a flag rather than a block.
 */
final class InjectionDetector implements Detector {
    static final String OVERRIDE = "injection.override";
    static final String JAILBREAK = "injection.jailbreak";
    static final String EXTRACTION = "injection.extraction";
    static final String EVASION = "injection.evasion";
    static final String INDIRECT = "injection.indirect";
    static final Set<String> KINDS = Set.of(OVERRIDE, JAILBREAK, EXTRACTION, EVASION, INDIRECT);

    private static final List<Sign> SIGNS = SignFile.read("injection.signs");

    private final SignDetector signs;

    private InjectionDetector(SignDetector signs) {
        this.signs = signs;
    }

    /** Asks the automaton for the phrases of the kinds that are wanted. */
    static InjectionDetector of(Set<String> kinds, Automaton.Builder automaton) {
        return new InjectionDetector(SignDetector.of(
                SIGNS.stream().filter(sign -> kinds.contains(sign.kind())).toList(), automaton));
    }

    @Override
    public boolean reads(int way) {
        return true;
    }

    @Override
    public void detect(Reading reading, Sightings sightings) {
        signs.detect(reading, sightings);
    }
}
