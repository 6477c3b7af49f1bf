package dev.fulcrum.handoff;

import dev.fulcrum.handoff.DeskHours.Range;
import java.text.Normalizer;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads opening hours as people write them, in English and in Chinese, half or full width. */
final class HoursText {
    static final String EXPECTED =
            "expected ranges such as `Mon-Fri 09:00-18:00`, `Sat 10:00-14:00` or `周一至周五 09:00-18:00`, or `always`";

    private static final Pattern TIMES = Pattern.compile("(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})");
    private static final String CHINESE_DAYS = "一二三四五六日";

    private HoursText() {}

    static List<Range> parse(String desk, String entry) {
        String text = Normalizer.normalize(entry, Normalizer.Form.NFKC)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s*[至到–—~]\\s*", "-");
        if (text.equals("always")) {
            return List.of(DeskHours.always());
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split("[,;、]", -1)) {
            ranges.addAll(ranges(desk, part.strip()));
        }
        return ranges;
    }

    private static List<Range> ranges(String desk, String part) {
        String[] words = part.split("\\s+", -1);
        if (words.length < 2) {
            throw wrong(desk, part, "needs days and times");
        }
        Set<DayOfWeek> days = days(desk, part, words[0]);
        List<Range> ranges = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            Matcher times = TIMES.matcher(words[i]);
            if (!times.matches()) {
                throw wrong(desk, part, "has `" + words[i] + "` where times such as 09:00-18:00 should be");
            }
            int from = minute(desk, part, times.group(1), times.group(2));
            int to = minute(desk, part, times.group(3), times.group(4));
            if (from == to || from == Range.DAY || to == 0) {
                throw wrong(desk, part, "has an empty range; a whole day is 00:00-24:00, a night such as 22:00-06:00");
            }
            ranges.add(new Range(days, from, to));
        }
        return ranges;
    }

    private static int minute(String desk, String part, String hours, String minutes) {
        int hour = Integer.parseInt(hours);
        int minute = Integer.parseInt(minutes);
        if (minute > 59 || hour * 60 + minute > Range.DAY) {
            throw wrong(desk, part, "has the time " + hours + ":" + minutes + ", beyond 24:00");
        }
        return hour * 60 + minute;
    }

    private static Set<DayOfWeek> days(String desk, String part, String word) {
        String[] ends = word.split("-", -1);
        if (ends.length > 2) {
            throw wrong(desk, part, "has `" + word + "` where one day or two should be");
        }
        DayOfWeek first = day(desk, part, ends[0]);
        DayOfWeek last = day(desk, part, ends[ends.length - 1]);
        Set<DayOfWeek> days = EnumSet.of(last);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day);
        }
        return days;
    }

    private static DayOfWeek day(String desk, String part, String word) {
        return english(word)
                .or(() -> chinese(word))
                .orElseThrow(() -> wrong(desk, part, "has the unknown day `" + word + "`"));
    }

    private static Optional<DayOfWeek> english(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            if (word.equals(name) || word.equals(name.substring(0, 3))) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static Optional<DayOfWeek> chinese(String word) {
        Matcher day = Pattern.compile("(?:周|星期|礼拜)([一二三四五六日天])").matcher(word);
        return day.matches()
                ? Optional.of(DayOfWeek.of(CHINESE_DAYS.indexOf(day.group(1).replace('天', '日')) + 1))
                : Optional.empty();
    }

    private static IllegalArgumentException wrong(String desk, String part, String what) {
        return new IllegalArgumentException("hours of desk " + desk + ": `" + part + "` " + what + "; " + EXPECTED);
    }
}
