package dev.fulcrum.inspect;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Lexicon;
import dev.fulcrum.model.Part;
import java.util.List;
import java.util.Set;

/** Looks at one text for certain kinds, the way the gateway does. */
final class Looking {
    private final Inspection inspection;

    private Looking(Inspection inspection) {
        this.inspection = inspection;
    }

    static Looking forKinds(String... kinds) {
        return new Looking(new Inspections(1 << 20).create(Lexicon.EMPTY, Set.of(kinds)));
    }

    static Looking forEntries(Lexicon.Entry... entries) {
        Lexicon lexicon = new Lexicon(List.of(entries));
        Set<String> kinds =
                Set.copyOf(List.of(entries).stream().map(Lexicon.Entry::kind).toList());
        return new Looking(new Inspections(1 << 20).create(lexicon, kinds));
    }

    static Looking forPhrases(String kind, String... phrases) {
        return forEntries(new Lexicon.Entry(kind, 1, List.of(phrases), List.of(), "words.yaml", 1));
    }

    List<Finding> at(String text) {
        return inspection.inspect(List.of(part(text)));
    }

    List<Finding> at(List<Part> parts) {
        return inspection.inspect(parts);
    }

    /** The stretches of the text that findings of any kind cover, in the order of the findings. */
    List<String> cutOut(String text) {
        return at(text).stream()
                .flatMap(finding -> finding.spans().stream())
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }

    static Part part(String text) {
        return new Part(Part.MESSAGE, "user", 0, true, text);
    }
}
