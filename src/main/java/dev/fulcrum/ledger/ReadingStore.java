package dev.fulcrum.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fulcrum.model.Outcome;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;

/** Reads entries in pages, so that neither memory nor the write-ahead log grows with the ledger. Thread-safe. */
final class ReadingStore {
    static final String COLUMNS = "SELECT seq, kind, exchange, at, app, outcome, body, previous, hash FROM entries ";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern TREE = Pattern.compile("Tree (\\d+)");

    /** Less than any entry takes, with its two hashes. */
    private static final long LEAST_BYTES = 100;

    private static final List<String> NUMBERS = List.of(
            "SELECT max(seq) FROM entries",
            "SELECT max(seq) FROM entry_hours",
            "SELECT max(seq) FROM entry_rules",
            "SELECT max(seq) FROM entries INDEXED BY entries_acts WHERE kind = 'act'",
            "SELECT max(seq) FROM entries INDEXED BY entries_exchange WHERE exchange IS NOT NULL");

    private final Jdbi readers;

    ReadingStore(Jdbi readers) {
        this.readers = readers;
    }

    /** A row as the chain sees it: the very bytes. */
    static final class Link {
        private final ChainHash.Columns columns;
        private final byte[] body;
        private final byte[] previous;
        private final byte[] hash;

        Link(ResultSet row) throws SQLException {
            columns = new ChainHash.Columns(
                    row.getLong("seq"),
                    row.getString("kind"),
                    row.getString("exchange"),
                    row.getLong("at"),
                    row.getString("app"),
                    row.getString("outcome"));
            body = row.getBytes("body");
            previous = row.getBytes("previous");
            hash = row.getBytes("hash");
        }

        long seq() {
            return columns.seq();
        }

        byte[] hash() {
            return hash;
        }

        /** Rules that the body tells of, in trades and errors; none when it cannot be read. */
        Set<String> rules() {
            Set<String> rules = new TreeSet<>();
            if (body == null) {
                return Set.of();
            }
            try {
                JsonNode entry = JSON.readTree(body);
                for (String list : List.of("trades", "errors")) {
                    entry.path(list).forEach(item -> rules.add(item.path("rule").asText("")));
                }
            } catch (IOException broken) {
                return Set.of();
            }
            rules.remove("");
            return rules;
        }

        boolean follows(byte[] hashBefore) {
            return Arrays.equals(previous, hashBefore);
        }

        boolean unchanged(ChainHash chain) {
            // a damaged page may lack what every entry has
            return columns.kind() != null
                    && body != null
                    && previous != null
                    && Arrays.equals(hash, chain.of(previous, columns, body));
        }
    }

    List<Link> links(long after, int limit) {
        return readers.withHandle(handle -> handle.createQuery(COLUMNS + "WHERE seq > :after ORDER BY seq LIMIT :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Link(row))
                .list());
    }

    List<LedgerRow> after(long seq, int limit) {
        return readers.withHandle(
                handle -> rows(handle.createQuery(COLUMNS + "WHERE seq > :after ORDER BY seq LIMIT :limit")
                        .bind("after", seq)
                        .bind("limit", limit)));
    }

    /** Rows whose numbers no ledger gives, the first of them; 1 when there are none. */
    long lowest() {
        return readers.withHandle(
                handle -> handle.createQuery("SELECT coalesce(min(seq), 1) FROM entries WHERE seq < 1")
                        .mapTo(Long.class)
                        .one());
    }

    /** A rule of an entry by which the entry is not found, of those that its body tells of. */
    Optional<String> unlisted(long seq, Set<String> rules) {
        return readers.withHandle(handle -> rules.stream()
                .filter(rule -> handle.createQuery("SELECT count(*) FROM entry_rules WHERE rule = :rule AND seq = :seq")
                                .bind("rule", rule)
                                .bind("seq", seq)
                                .mapTo(Long.class)
                                .one()
                        == 0)
                .findFirst());
    }

    /** How many times entries up to a number are listed under rules. */
    long listed(long last) {
        return readers.withHandle(handle -> handle.createQuery("SELECT count(*) FROM entry_rules WHERE seq <= :last")
                .bind("last", last)
                .mapTo(Long.class)
                .one());
    }

    /** One row as the chain sees it, read alone: its neighbours may stand on pages that are damaged. */
    Optional<Link> link(long seq) {
        return readers.withHandle(handle -> handle.createQuery(COLUMNS + "WHERE seq = :seq")
                .bind("seq", seq)
                .map((row, context) -> new Link(row))
                .findOne());
    }

    /** One entry, read alone. */
    Optional<LedgerRow> row(long seq) {
        return readers.withHandle(
                handle -> rows(handle.createQuery(COLUMNS + "WHERE seq = :seq").bind("seq", seq)).stream()
                        .findFirst());
    }

    /** The last number that anything in the file tells of; pages that are damaged tell of none. */
    long last() {
        long last = 0;
        for (String numbers : NUMBERS) {
            try {
                last = Math.max(last, number(numbers));
            } catch (JdbiException damaged) {
                EntryScan.requireDamage(damaged);
            }
        }
        try {
            long bytes = number("PRAGMA page_count") * number("PRAGMA page_size");
            return Math.min(last, bytes / LEAST_BYTES);
        } catch (JdbiException damaged) {
            EntryScan.requireDamage(damaged);
            return last;
        }
    }

    private long number(String sql) {
        return readers.withHandle(
                handle -> handle.createQuery(sql).mapTo(Long.class).findOne().orElse(0L));
    }

    /** What is wrong with the pages of the whole file, and what the first of them belongs to. */
    Optional<String> damage() {
        try {
            return readers.withHandle(handle -> handle.createQuery("PRAGMA quick_check(1)")
                            .mapTo(String.class)
                            .findFirst())
                    .filter(said -> !said.equals("ok"))
                    .map(said -> said.replace('\n', ' ') + belongsTo(said));
        } catch (JdbiException failure) {
            EntryScan.requireDamage(failure);
            return Optional.of(EntryScan.said(failure));
        }
    }

    private String belongsTo(String said) {
        Matcher tree = TREE.matcher(said);
        if (!tree.find()) {
            return "";
        }
        try {
            return readers.withHandle(handle -> handle.createQuery(
                                    "SELECT type || ' ' || name FROM sqlite_schema WHERE rootpage = :root")
                            .bind("root", Long.parseLong(tree.group(1)))
                            .mapTo(String.class)
                            .findFirst())
                    .map(name -> ", which belongs to the " + name)
                    .orElse("");
        } catch (JdbiException | NumberFormatException unknown) {
            return "";
        }
    }

    /** The exchange of an entry, from an index: its own page may be damaged. */
    Optional<String> exchangeOf(long seq) {
        return readers.withHandle(handle -> handle.createQuery(
                        "SELECT exchange FROM entries INDEXED BY entries_exchange WHERE exchange IS NOT NULL AND seq = :seq")
                .bind("seq", seq)
                .mapTo(String.class)
                .findOne());
    }

    /** The hour of a moment, in hours since 1970. */
    static long hour(long epochMillis) {
        return Math.floorDiv(epochMillis, 3_600_000L);
    }

    /** The newest, the oldest of them first. */
    List<LedgerRow> tail(int limit) {
        List<LedgerRow> newestFirst = readers.withHandle(
                handle -> rows(handle.createQuery(COLUMNS + "WHERE seq > 0 ORDER BY seq DESC LIMIT :limit")
                        .bind("limit", limit)));
        List<LedgerRow> inOrder = new ArrayList<>(newestFirst);
        Collections.reverse(inOrder);
        return List.copyOf(inOrder);
    }

    List<LedgerRow> exchange(String id) {
        return readers.withHandle(
                handle -> rows(handle.createQuery(COLUMNS + "WHERE exchange = :id AND seq > 0 ORDER BY seq")
                        .bind("id", id)));
    }

    List<LedgerRow> acts(long before, int limit) {
        return readers.withHandle(handle -> rows(handle.createQuery(
                        COLUMNS
                                + """
                        INDEXED BY entries_acts WHERE kind = 'act' AND seq > 0 AND seq < :before ORDER BY seq DESC LIMIT :limit""")
                .bind("before", before)
                .bind("limit", limit)));
    }

    /** The newest first; an intent only when its exchange has no outcome (yet). */
    List<LedgerRow> exchanges(ExchangeFilter filter, long before, int limit) {
        StringBuilder sql = new StringBuilder(COLUMNS).append("WHERE seq > 0 AND seq < :before");
        Map<String, Object> values = new LinkedHashMap<>();
        filter.rule().ifPresent(rule -> {
            sql.append(" AND seq IN (SELECT r.seq FROM entry_rules r WHERE r.rule = :rule)");
            values.put("rule", rule);
        });
        filter.app().ifPresent(app -> {
            sql.append(" AND app = :app");
            values.put("app", app);
        });
        sql.append(
                filter.outcome().isPresent()
                        ? " AND kind = 'exchange' AND outcome = :outcome"
                        : " AND (kind = 'exchange' OR (kind = 'intent' AND NOT EXISTS ("
                                + "SELECT 1 FROM entries o WHERE o.exchange = entries.exchange AND o.kind = 'exchange')))");
        filter.outcome().ifPresent(outcome -> {
            values.put("outcome", outcome.id());
            // what the index on outcomes leaves out, said so that SQLite may use it
            sql.append(outcome == Outcome.ANSWERED ? "" : " AND outcome <> 'answered'");
        });
        sql.append(" ORDER BY seq DESC LIMIT :limit");
        return readers.withHandle(handle -> rows(
                handle.createQuery(sql).bindMap(values).bind("before", before).bind("limit", limit)));
    }

    private static List<LedgerRow> rows(Query query) {
        return query.map((row, context) -> row(row)).list();
    }

    private static LedgerRow row(ResultSet row) throws SQLException {
        return new LedgerRow(
                row.getLong("seq"),
                orEmpty(row.getString("kind")),
                Optional.ofNullable(row.getString("exchange")),
                Instant.ofEpochMilli(row.getLong("at")),
                Optional.ofNullable(row.getString("app")),
                Optional.ofNullable(row.getString("outcome")),
                orEmpty(row.getString("body")),
                hex(row.getBytes("previous")),
                hex(row.getBytes("hash")));
    }

    /** A damaged page may lack what every entry has. */
    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static String hex(byte[] bytes) {
        return bytes == null ? "" : HEX.formatHex(bytes);
    }
}
