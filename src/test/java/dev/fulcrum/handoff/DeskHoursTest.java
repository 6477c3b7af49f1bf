package dev.fulcrum.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fulcrum.model.Desk;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeskHoursTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    // 2026-03-02 is a Monday
    @ParameterizedTest
    @CsvSource({
        "2026-03-02T08:59:59, false",
        "2026-03-02T09:00:00, true",
        "2026-03-06T17:59:59, true",
        "2026-03-06T18:00:00, false",
        "2026-03-07T09:59:59, false",
        "2026-03-07T10:00:00, true",
        "2026-03-07T14:00:00, false",
        "2026-03-08T11:00:00, false",
        "2026-03-04T11:00:00, false"
    })
    void isOpenWithinItsRanges_whenZoneAndHolidayAreKept(LocalDateTime local, boolean open) {
        DeskHours hours = DeskHours.parse(
                "wealth",
                List.of("Mon-Fri 09:00-18:00", "Sat 10:00-14:00"),
                SHANGHAI,
                List.of(LocalDate.parse("2026-03-04")));

        assertThat(hours.at(local.atZone(SHANGHAI).toInstant()).open()).isEqualTo(open);
    }

    @Test
    void saysNameAndHours_whenAsked() {
        DeskHours hours =
                DeskHours.parse("wealth", List.of("Mon-Fri 09:00-18:00", "周六 10:00-14:00"), SHANGHAI, List.of());

        assertThat(hours.at(LocalDateTime.parse("2026-03-02T01:00:00").toInstant(ZoneOffset.UTC)))
                .isEqualTo(new Desk("wealth", true, "Mon-Fri 09:00-18:00, 周六 10:00-14:00 Asia/Shanghai"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon-Fri 09:00-12:00 13:00-18:00",
                "mon-fri 9:00-12:00, MON-FRI 13:00-18:00",
                "monday-friday 09:00-12:00; Monday-Friday 13:00-18:00",
                "周一至周五 09:00-12:00 13:00-18:00",
                "星期一到星期五 09:00至12:00、星期一到星期五 13:00至18:00",
                "Ｍｏｎ－Ｆｒｉ　０９：００－１２：００　１３：００－１８：００"
            })
    void meansTheSame_whenWrittenInAnotherWay(String text) {
        assertThat(open(text, "2026-03-03T11:59:59")).isTrue();
        assertThat(open(text, "2026-03-03T12:30:00")).isFalse();
        assertThat(open(text, "2026-03-06T13:00:00")).isTrue();
        assertThat(open(text, "2026-03-08T13:00:00")).isFalse();
    }

    @Test
    void runsPastMidnight_whenRangeEndsBeforeItBegins() {
        String night = "Fri 22:00-06:00";
        assertThat(open(night, "2026-03-06T21:59:00")).isFalse();
        assertThat(open(night, "2026-03-06T22:00:00")).isTrue();
        assertThat(open(night, "2026-03-07T05:59:00")).isTrue();
        assertThat(open(night, "2026-03-07T06:00:00")).isFalse();
        assertThat(open(night, "2026-03-06T05:00:00")).isFalse();
    }

    @Test
    void goesRoundTheWeek_whenLastDayIsBeforeTheFirst() {
        String weekend = "Sat-Mon 00:00-24:00";
        assertThat(open(weekend, "2026-03-08T23:59:59")).isTrue();
        assertThat(open(weekend, "2026-03-09T12:00:00")).isTrue();
        assertThat(open(weekend, "2026-03-10T00:00:00")).isFalse();
    }

    @Test
    void closesOnHolidaysOnly_whenAlways() {
        DeskHours hours = DeskHours.parse("fraud", List.of("always"), SHANGHAI, List.of(LocalDate.parse("2026-10-01")));

        assertThat(hours.at(at("2026-09-30T23:59:59")).open()).isTrue();
        assertThat(hours.at(at("2026-10-01T12:00:00")).open()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon-Fri | needs days and times",
                "Mno-Fri 09:00-18:00 | unknown day `mno`",
                "周八 09:00-18:00 | unknown day `周八`",
                "Mon-Tue-Wed 09:00-18:00 | one day or two",
                "Mon 9-18 | `9-18` where times",
                "Mon 09:00-25:00 | beyond 24:00",
                "Mon 09:60-18:00 | beyond 24:00",
                "Mon 09:00-09:00 | empty range",
                "Mon 24:00-06:00 | empty range",
                "Mon 09:00-18:00, | needs days and times"
            })
    void saysWhatIsWrong_whenHoursCannotBeRead(String text, String what) {
        assertThatThrownBy(() -> DeskHours.parse("wealth", List.of(text), SHANGHAI, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("desk wealth")
                .hasMessageContaining(what)
                .hasMessageContaining("Mon-Fri 09:00-18:00");
    }

    @Test
    void saysSo_whenThereAreNoHours() {
        assertThatThrownBy(() -> DeskHours.parse("wealth", List.of(), SHANGHAI, List.of()))
                .hasMessageContaining("desk wealth has no hours");
    }

    private static boolean open(String text, String local) {
        return DeskHours.parse("desk", List.of(text), SHANGHAI, List.of())
                .at(at(local))
                .open();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
