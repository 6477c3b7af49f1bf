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
        Once once = once();
        return references.stream().map(once::resolve).flatMap(Optional::stream).toList();
    }

    /** Resolves references of which none may stand there twice. */
    Once once() {
        return new Once();
    }

    /** What was referred to so far. */
    final class Once {
        private final Set<String> found = new HashSet<>();

        /** The name in a value; empty after the report that it is none, or stands there twice. */
        Optional<String> resolve(Value reference) {
            Optional<String> name = reference.read(Form.text("the name of a " + kind));
            if (name.isEmpty() || unfit.contains(reference.shown())) {
                return Optional.empty();
            }
            if (!lines.containsKey(name.get())) {
                reference.problem(
                        reference.shown() + " is not the name of a " + kind,
                        Spelling.mend(name.get(), lines.keySet(), kind));
            } else if (found.add(name.get())) {
                return name;
            } else {
                reference.problem(reference.shown() + " stands in the list twice", "remove one of them");
            }
            return Optional.empty();
        }

        /** The name under a key that must be there. */
        Optional<String> need(Section section, String key) {
            if (!section.has(key)) {
                return section.need(key, Form.text("the name of a " + kind));
            }
            return section.find(key).flatMap(this::resolve);
        }
    }
}
