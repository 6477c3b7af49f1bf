package dev.fulcrum.config;

import dev.fulcrum.config.GatewayConfig.Choice;
import dev.fulcrum.config.GatewayConfig.Choice.By;
import dev.fulcrum.config.GatewayConfig.Choice.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code targets} of a route: names, and groups of equal targets under {@code any-of}. */
final class ChoiceReader {
    private static final int MOST = 1_000;

    private final Names targets;

    ChoiceReader(Names targets) {
        this.targets = targets;
    }

    /** The choices in their order; every target stands there once. */
    List<Choice> read(List<Value> items) {
        Names.Once once = targets.once();
        List<Choice> choices = new ArrayList<>();
        for (Value item : items) {
            if (item.isMapping()) {
                choices.add(group(item.section(), once));
            } else {
                once.resolve(item).map(Choice::of).ifPresent(choices::add);
            }
        }
        return choices;
    }

    private static Choice group(Section section, Names.Once once) {
        List<Member> members = new ArrayList<>();
        for (Value item : section.needItems("any-of", "at least one target, such as [ { target: a, weight: 3 }, b ]")) {
            member(item, once).ifPresent(members::add);
        }
        By by = section.get(
                "by", Form.oneOf(List.of(By.values()), value -> value.name().toLowerCase(Locale.ROOT)), By.WEIGHT);
        section.close();
        return new Choice(members, by);
    }

    private static Optional<Member> member(Value item, Names.Once once) {
        if (!item.isMapping()) {
            return once.resolve(item).map(name -> new Member(name, 1));
        }
        Section section = item.section();
        Optional<String> name = once.need(section, "target");
        int weight = section.get("weight", Form.whole(1, MOST), 1);
        section.close();
        return name.map(known -> new Member(known, weight));
    }
}
