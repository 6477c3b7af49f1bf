package dev.fulcrum.config;

import dev.fulcrum.config.Form.Parsed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Zones, days, moments and opening hours. */
final class Calendars {
    static final String ALWAYS = "always";

    private static final String DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final String TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
    private static final Pattern HOURS =
            Pattern.compile(ALWAYS + "|" + DAY + "(?:-" + DAY + ")? (" + TIME + ")-(" + TIME + "|24:00)");

    private Calendars() {}

    /** A time zone by its region or its offset. */
    static Form<ZoneId> zone() {
        return Form.of("a time zone such as Asia/Shanghai, Europe/London or UTC", text -> {
            try {
                return Parsed.of(ZoneId.of(text));
            } catch (DateTimeException unknown) {
                return Parsed.wrong(Spelling.nearest(text, ZoneId.getAvailableZoneIds())
                        .map(near -> "is not a known time zone, `" + near + "` would be")
                        .orElse("is not a known time zone"));
            }
        });
    }

    /** A day without a time. */
    static Form<LocalDate> date() {
        return Form.of("a day such as 2026-10-01", text -> {
            try {
                return Parsed.of(LocalDate.parse(text));
            } catch (DateTimeException wrong) {
                return Parsed.wrong("is not a day of the calendar");
            }
        });
    }

    /** A moment with its offset from UTC. */
    static Form<Instant> moment() {
        return Form.of("a moment with its offset such as \"2026-03-04T22:30:00+08:00\"", text -> {
            try {
                return Parsed.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException wrong) {
                return Parsed.wrong("is not a moment with an offset");
            }
        });
    }

    /** Opening hours as text: days and times, or {@code always}. */
    static Form<String> hours() {
        return Form.of(
                "hours such as \"Mon-Fri 09:00-18:00\", \"Sat 10:00-14:00\" or always; a night is two entries, one to 24:00 and one from 00:00",
                text -> {
                    Matcher matcher = HOURS.matcher(text);
                    if (!matcher.matches()) {
                        return Parsed.wrong("is not opening hours");
                    }
                    boolean backwards =
                            matcher.group(1) != null && matcher.group(1).compareTo(matcher.group(2)) >= 0;
                    return backwards ? Parsed.wrong("does not end after it begins") : Parsed.of(text);
                });
    }
}
