package dev.fulcrum.handoff;

import dev.fulcrum.model.Desk;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When a desk is staffed.
 *
 * <p>Hours are ranges such as {@code Mon-Fri 09:00-18:00} or {@code 周一至周五 09:00-12:00 13:30-18:00}, several of them
 * apart by commas or as a list; or {@code always}. A range ends before its last minute. One that ends before it
 * begins runs past midnight and belongs to the day on which it began; so does its holiday.
 */
public final class DeskHours {
    private final String name;
    private final List<Range> ranges;
    private final ZoneId zone;
    private final Set<LocalDate> holidays;
    private final String text;
    private volatile Seen seen = new Seen(Long.MIN_VALUE, null);

    /** The desk in a minute since 1970: exchanges ask many times in each. */
    private record Seen(long minute, Desk desk) {}

    /**
     * Hours of the same days.
     *
     * @param from first minute of the day, 0 to 1439
     * @param to the minute after the last, 1 to 1440; not after {@code from} when the range runs past midnight
     */
    record Range(Set<DayOfWeek> days, int from, int to) {
        static final int DAY = 24 * 60;

        Range {
            days = Set.copyOf(days);
        }

        private boolean pastMidnight() {
            return to <= from;
        }
    }

    private DeskHours(String name, List<Range> ranges, ZoneId zone, Set<LocalDate> holidays, String text) {
        this.name = name;
        this.ranges = List.copyOf(ranges);
        this.zone = zone;
        this.holidays = Set.copyOf(holidays);
        this.text = text;
    }

    /**
     * Reads opening hours.
     *
     * @param name the desk's name
     * @param hours ranges, or {@code always}
     * @param zone of the hours and the holidays
     * @param holidays days on which the desk is closed, {@code always} or not
     * @throws IllegalArgumentException saying what is wrong with which range and what was expected
     */
    public static DeskHours parse(String name, List<String> hours, ZoneId zone, Collection<LocalDate> holidays) {
        List<Range> ranges = new ArrayList<>();
        for (String entry : hours) {
            ranges.addAll(HoursText.parse(name, entry));
        }
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("desk " + name + " has no hours; " + HoursText.EXPECTED);
        }
        return new DeskHours(name, ranges, zone, Set.copyOf(holidays), String.join(", ", hours) + " " + zone.getId());
    }

    /** The desk as rules see it at a moment; hours and zones change with whole minutes. */
    public Desk at(Instant moment) {
        long minute = Math.floorDiv(moment.getEpochSecond(), 60L);
        Seen last = seen;
        if (last.minute() != minute) {
            last = new Seen(minute, new Desk(name, isOpen(moment), text));
            seen = last;
        }
        return last.desk();
    }

    private boolean isOpen(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalDate today = local.toLocalDate();
        LocalTime time = local.toLocalTime();
        int minute = time.getHour() * 60 + time.getMinute();
        return ranges.stream()
                .anyMatch(range -> coversToday(range, today, minute) || coversNight(range, today, minute));
    }

    private boolean coversToday(Range range, LocalDate today, int minute) {
        int end = range.pastMidnight() ? Range.DAY : range.to();
        return staffed(range, today) && minute >= range.from() && minute < end;
    }

    private boolean coversNight(Range range, LocalDate today, int minute) {
        return range.pastMidnight() && staffed(range, today.minusDays(1)) && minute < range.to();
    }

    private boolean staffed(Range range, LocalDate day) {
        return range.days().contains(day.getDayOfWeek()) && !holidays.contains(day);
    }

    /** Every day, all day. */
    static Range always() {
        return new Range(EnumSet.allOf(DayOfWeek.class), 0, Range.DAY);
    }
}
