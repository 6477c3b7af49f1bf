package dev.fulcrum.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of one kind of thing: each is given once, and only what was given can be referred to. */
final class Names {
    private final String kind;
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    /** Given, but not fit for a name: that was reported, so what refers to one of them is not to blame. */
    private final Set<String> unfit = new HashSet<>();

    /** @param kind what is named, such as {@code target} */
    Names(String kind) {
        this.kind = kind;
    }

    /** The name under the key {@code name} of a section; reports a second thing of the same name. */
    String claim(Section section) {
        Optional<String> name = section.need("name", Form.name());
        if (name.isEmpty()) {
            section.find("name").ifPresent(value -> unfit.add(value.shown()));
        }
        Integer earlier = name.map(
                        given -> lines.putIfAbsent(given, section.place().line()))
                .orElse(null);
        if (earlier != null) {
            section.problem(
                    "name",
                    section.shown("name") + " is already the " + kind + " of line " + earlier,
                    "choose another");
        }
        return name.orElse("");
    }

    /** Adds a name that stands in no file. */
    void grant(String name) {
        lines.put(name, 0);
    }

    /** The names in a list, each of them given and none there twice; reports the others. */
    List<String> resolve(List<Value> references) {
        Map<String, Value> found = new LinkedHashMap<>();
        for (Value reference : references) {
            Optional<String> name = reference.read(Form.text("the name of a " + kind));
            if (name.isEmpty() || unfit.contains(reference.shown())) {
                continue;
            }
            if (!lines.containsKey(name.get())) {
                reference.problem(
                        reference.shown() + " is not the name of a " + kind,
                        Spelling.mend(name.get(), lines.keySet(), kind));
            } else if (found.putIfAbsent(name.get(), reference) != null) {
                reference.problem(reference.shown() + " stands in the list twice", "remove one of them");
            }
        }
        return List.copyOf(found.keySet());
    }
}
