package dev.fulcrum.config;

import dev.fulcrum.model.Risk;
import dev.fulcrum.model.Risk.Side;
import dev.fulcrum.model.RiskRegister;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of a risk register, {@code config/risks.yaml}.
 *
 * <p>Two mappings, {@code harms} and {@code prices}, from an id to what it means. A child stands under its parent's
 * {@code children}, or beside it under its whole dotted id; its parent is there either way. Variables of the
 * environment are not filled in, for the register belongs to a bundle, whose meaning depends on its content alone.
 */
public final class RiskFile {
    private static final String WORD = "[a-z][a-z0-9-]*";
    private static final String ID = WORD + "(\\." + WORD + ")*";

    /** What a rule writes in the place of a price that it does not pay. */
    private static final String NO_PRICE = "none";

    private final Map<String, Risk> risks = new LinkedHashMap<>();
    private final Map<String, Value> places = new LinkedHashMap<>();

    private RiskFile() {}

    /** Reads and validates a register. */
    public static Loaded<RiskRegister> read(Path file) {
        Problems problems = new Problems();
        Optional<RiskRegister> register =
                TextFile.read(file, problems).map(text -> parse(text, file.toString(), problems));
        return Loaded.of(problems, register::orElseThrow);
    }

    /** The register in a text; it is incomplete when problems are reported. */
    static RiskRegister parse(String text, String file, Problems problems) {
        RiskFile reader = new RiskFile();
        YamlText.parse(text, new Source(file, problems, Environment.NONE))
                .ifPresent(root -> reader.sides(root.section()));
        return new RiskRegister(reader.risks.values());
    }

    private void sides(Section root) {
        side(root, "harms", Side.HARM);
        side(root, "prices", Side.PRICE);
        root.close();
        places.forEach(this::requireParent);
    }

    private void side(Section root, String key, Side side) {
        Section section = root.needSection(key, "a mapping from ids to what they mean");
        if (root.has(key) && section.all().isEmpty()) {
            section.place().problem("nothing is registered here", "expected at least one id and what it means");
        }
        section.all().forEach((id, value) -> risk(id, side, value));
    }

    private void risk(String id, Side side, Value value) {
        requireId(id, value);
        Section section = value.section();
        Optional<String> meaning = section.need("meaning", Form.text("what it means, in a sentence"));
        Optional<String> owner = section.need("owner", Form.text("the team or role that answers for it"));
        Optional<String> tolerance = section.need("tolerance", Form.text("how much of it is accepted, in words"));
        Optional<String> measured =
                side == Side.PRICE ? section.need("measured-as", Form.text("how it is measured")) : Optional.empty();
        boolean refusable = side == Side.HARM && section.get("refusable", Form.flag(), false);
        List<String> mapsTo = new ArrayList<>();
        section.items("maps-to").forEach(item -> item.read(Form.text("a reference to a public taxonomy"))
                .ifPresent(mapsTo::add));
        Risk risk = new Risk(
                id,
                side,
                meaning.orElse(""),
                measured.orElse(""),
                owner.orElse(""),
                tolerance.orElse(""),
                refusable,
                mapsTo);
        risks.putIfAbsent(id, risk);
        section.find("children")
                .ifPresent(children ->
                        children.section().all().forEach((child, place) -> risk(id + "." + child, side, place)));
        section.close();
    }

    private void requireId(String id, Value value) {
        if (!id.matches(ID)) {
            value.problem(
                    "`" + Value.shorten(id, 60) + "` is not an id",
                    "expected words of lower-case letters, digits and `-`, each beginning with a letter, joined by `.`");
        }
        if (id.equals(NO_PRICE)) {
            value.problem("`none` is what rules write when they pay no price", "choose another id");
        }
        Value earlier = places.putIfAbsent(id, value);
        if (earlier != null) {
            value.problem("`" + id + "` is already registered in line " + earlier.line(), "keep one of them");
        }
    }

    private void requireParent(String id, Value value) {
        int dot = id.lastIndexOf('.');
        if (dot < 0 || !id.matches(ID)) {
            return;
        }
        String parent = id.substring(0, dot);
        Risk above = risks.get(parent);
        if (above == null) {
            value.problem("its parent `" + parent + "` is not registered", Spelling.mend(parent, risks.keySet(), "id"));
        } else if (above.side() != risks.get(id).side()) {
            value.problem("its parent `" + parent + "` stands on the other side", "keep both among harms or prices");
        }
    }
}
