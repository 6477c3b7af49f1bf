package dev.fulcrum.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.gateway.StreamedApi;
import dev.fulcrum.model.Block;
import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Redact;
import dev.fulcrum.model.Switch;
import dev.fulcrum.model.Switches;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Trade;
import dev.fulcrum.policy.Revision;
import dev.fulcrum.policy.Ruling;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** An answer that goes out in windows is decided as the whole of it would be, however it was cut, on every API that streams. */
class WindowPropertyTest {
    private static final List<StreamedApi> APIS = List.of(StreamedApi.values());

    @Property(tries = 1000, seed = "20261123")
    void decisionIsThatOnTheWhole_whereverTheStreamIsCut(@ForAll long seed) {
        Random random = new Random(seed);
        StreamedApi api = APIS.get(random.nextInt(APIS.size()));
        Switches switches = switches(random);
        if (WindowRun.reach(switches) != Revision.Reach.WINDOW) {
            return;
        }
        String stream = SpokenAnswer.escaped(random, api.stream(SpokenAnswer.deltas(random, api)));
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        WindowRun run = new WindowRun(random, api, switches);
        WindowRun.Whole whole = run.whole(bytes);

        WindowRun.End end = run.windows(SpokenAnswer.cut(random, bytes), 1 + random.nextInt(80));

        assertThat(end.verdict().isPresent())
                .isEqualTo(whole.decision().verdict().isPresent());
        if (end.verdict().isEmpty()) {
            assertThat(rulings(end.passage())).isEqualTo(rulings(whole.passage()));
            assertThat(end.released())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(new String(
                            whole.answer()
                                    .edited(Redactions.merge(whole.decision().redactions())),
                            StandardCharsets.UTF_8));
        } else {
            assertThat(rules(whole.passage())).containsAll(rules(end.passage()));
            assertThat(blocking(whole)).contains(end.verdict().get().rule().id());
            assertNothingRefusedWentOut(api, whole, end);
        }
    }

    private static void assertNothingRefusedWentOut(StreamedApi api, WindowRun.Whole whole, WindowRun.End end) {
        Map<String, String> said = api.said(new String(end.released(), StandardCharsets.UTF_8));
        Map<String, String> allowed = allowed(api, whole);
        allowed.forEach((part, most) -> assertThat(most).startsWith(said.getOrDefault(part, "")));
        String read = plain(new String(end.released(), StandardCharsets.UTF_8))
                + plain(new String(end.rest(), StandardCharsets.UTF_8));
        for (Ruling ruling : blockingRulings(whole)) {
            for (Finding finding : found(whole, ruling.rule().id())) {
                finding.spans().stream()
                        .map(span -> finding.part().text().substring(span.start(), span.end()))
                        // the same words may be another rule's business elsewhere
                        .filter(refused -> allowed.values().stream().noneMatch(it -> it.contains(refused)))
                        .forEach(refused -> assertThat(read).doesNotContain(refused));
            }
        }
    }

    /** All that a caller reads out of any event. */
    private static String plain(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> strings(new JsonObject(line.substring(6))))
                .collect(Collectors.joining("\n"));
    }

    private static String strings(Object value) {
        if (value instanceof JsonObject object) {
            return object.stream().map(it -> strings(it.getValue())).collect(Collectors.joining("\n"));
        } else if (value instanceof JsonArray array) {
            return array.stream().map(WindowPropertyTest::strings).collect(Collectors.joining("\n"));
        }
        return String.valueOf(value);
    }

    /** The most that may go out of each part: redacted, and up to the first thing that a rule refused. */
    private static Map<String, String> allowed(StreamedApi api, WindowRun.Whole whole) {
        Map<String, String> allowed = new LinkedHashMap<>();
        Set<String> ended = new HashSet<>();
        List<TextEdit> edits = Redactions.merge(whole.passage().judgements().rulings().stream()
                .filter(it -> it.mode() == Switch.Mode.ENFORCE)
                .flatMap(it -> it.proposals().stream())
                .filter(Redact.class::isInstance)
                .map(Redact.class::cast)
                .toList());
        for (Part part : whole.answer().parts()) {
            String key = api.sequential() ? part.kind() : part.kind() + part.index();
            int limit = limit(whole, part);
            if (!ended.contains(key)) {
                allowed.merge(key, redacted(part, edits, limit), String::concat);
            }
            if (limit < part.text().length()) {
                ended.add(key);
            }
        }
        return allowed;
    }

    private static String redacted(Part part, List<TextEdit> edits, int limit) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (TextEdit edit : edits) {
            if (edit.part().equals(part) && edit.span().end() <= limit) {
                text.append(part.text(), at, edit.span().start()).append(edit.replacement());
                at = edit.span().end();
            } else if (edit.part().equals(part) && edit.span().start() < limit) {
                return text.append(part.text(), at, edit.span().start()).toString();
            }
        }
        return text.append(part.text(), at, limit).toString();
    }

    private static int limit(WindowRun.Whole whole, Part part) {
        int limit = part.text().length();
        for (Ruling ruling : blockingRulings(whole)) {
            for (Finding finding : found(whole, ruling.rule().id())) {
                int refused = ruling.rule().id().equals(WindowRules.OFTEN) ? 1 : 0;
                if (finding.part().equals(part) && finding.spans().size() > refused) {
                    limit = Math.min(limit, finding.spans().get(refused).start());
                }
            }
        }
        return limit;
    }

    private static List<Finding> found(WindowRun.Whole whole, String rule) {
        String kind = rule.replace("response/", "test.");
        return whole.passage().judgements().findings().stream()
                .filter(finding -> finding.kind().equals(kind)
                        && (!rule.equals(WindowRules.ARGUMENTS)
                                || finding.part().kind().equals(Part.TOOL_CALL)))
                .toList();
    }

    private static List<Ruling> blockingRulings(WindowRun.Whole whole) {
        return whole.passage().judgements().rulings().stream()
                .filter(it -> it.mode() == Switch.Mode.ENFORCE && it.proposals().get(0) instanceof Block)
                .toList();
    }

    private static List<String> blocking(WindowRun.Whole whole) {
        return blockingRulings(whole).stream().map(it -> it.rule().id()).toList();
    }

    private record Ruled(String rule, Switch.Mode mode, Trade.Effect effect, int proposals) {}

    private static List<Ruled> rulings(Passage passage) {
        return passage.judgements().rulings().stream()
                .map(it -> new Ruled(
                        it.rule().id(), it.mode(), it.effect(), it.proposals().size()))
                .toList();
    }

    private static Set<String> rules(Passage passage) {
        return passage.judgements().rulings().stream().map(it -> it.rule().id()).collect(Collectors.toSet());
    }

    private static Switches switches(Random random) {
        Switches switches = Switches.NONE;
        for (String rule : new ArrayList<>(WindowRules.IDS)) {
            int mode = random.nextInt(8);
            if (mode < 2) {
                Switch.Mode set = mode == 0 ? Switch.Mode.SHADOW : Switch.Mode.OFF;
                switches = switches.with(
                        rule, new Switch(set, 0, Set.of(), Optional.empty(), "test", "test", Instant.EPOCH));
            }
        }
        return switches;
    }
}
