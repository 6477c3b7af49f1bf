package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonesTest {
    private static final Looking PHONES = Looking.forKinds("pii.phone");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "打138 0013 8000找我|138 0013 8000",
                "电话13800138000。|13800138000",
                "１３８００１３８０００|１３８００１３８０００",
                "+86 138-0013-8000|+86 138-0013-8000",
                "ring +49 30 901820 now|+49 30 901820",
                "call (415) 555-0132.|(415) 555-0132",
                "call（415）555-0132|（415）555-0132",
                "415.555.0132 ok|415.555.0132",
                "北京 010-62345678|010-62345678",
                "138\u200B0013\u200B8000|138\u200B0013\u200B8000",
                "1 3 8 0 0 1 3 8 0 0 0|1 3 8 0 0 1 3 8 0 0 0",
                "8613800138000|8613800138000",
                "0049 30 901820|0049 30 901820",
                "+46 (0)8 928 571 38|+46 (0)8 928 571 38",
                "415-555-0132x4587|415-555-0132x4587",
                "1-415-555-0132|1-415-555-0132",
                "热线400-820-8820|400-820-8820",
                "010-62345678 转 12|010-62345678 转 12",
                "12 13800138000 7|13800138000",
            })
    void phoneIsFound_howeverItIsWritten(String text, String phone) {
        assertThat(PHONES.cutOut(text)).containsExactly(phone);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Phone: 467 3395|467 3395",
                "They're not answering at 099 668472.|099 668472",
                "stop receiving messages to 0489 25 37 29|0489 25 37 29",
                "Can someone call me on 450 0840?|450 0840",
                "Mobile: 03.93.92.16.85|03.93.92.16.85",
                "Desk: +41 (0)96 471 07 95|+41 (0)96 471 07 95",
                "28-64-66-98 office|28-64-66-98",
                "(579) 111-3058 fax|(579) 111-3058",
                "082 490 1693-Office|082 490 1693",
                "{\"phone_number\":\"555-0100\"}|555-0100",
                "联系电话：8765 4321，下午打|8765 4321",
                "我的手机号是 19912345|19912345",
                "传真号码为 6234-5678|6234-5678",
                "(hotline: 415-555-0132)|415-555-0132",
            })
    void phoneOfAnyCountryIsFound_whenALabelSaysWhatItIs(String text, String phone) {
        assertThat(PHONES.cutOut(text)).containsExactly(phone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me on 2026-12-31",
                "call me on 31.12.2026",
                "phone: 20261231",
                "call 192.168.100.200",
                "office: 2019-2024",
                "the office is at 1703 2202 Main Street",
                "we sent 1 000 000 text messages",
                "10 000 000 mobile users",
                "phone case, order 12345678",
                "call 1-800-555-HELP",
                "the call took 12345678 ms after 4 tries",
                "phone: 123456", // too short
                "phone: 1234567890123", // too long to stand bare
                "电话客服在2026年1月31日处理了订单",
            })
    void nothingIsFound_whenALabelStandsNearButMeansSomethingElse(String text) {
        assertThat(PHONES.cutOut(text)).isEmpty();
    }

    @Test
    void noPhoneIsFound_whenItIsASocialSecurityNumber() {
        assertThat(PHONES.at("my phone broke, SSN 123-45-6789, call me")).isEmpty();
    }

    @Test
    void eachPhoneIsFound_whenTheyStandBelowEachOther() {
        assertThat(PHONES.cutOut("138 0013 8000\n139 0013 9000\r\n(415) 555-0132"))
                .containsExactly("138 0013 8000", "139 0013 9000", "(415) 555-0132");
    }

    @Test
    void eachPhoneIsFound_whenBlanksAreAllThatPartsThem() {
        assertThat(PHONES.cutOut("138 0013 8000 139 0013 9000 +49 30 901820 13700137000"))
                .containsExactly("138 0013 8000", "139 0013 9000", "+49 30 901820", "13700137000");
    }

    @Test
    void noPhoneSlipsThrough_whenThereAreMoreThanTheLibraryIsAskedAbout() {
        String text = "13800138000, (415) 555-0132; ".repeat(1_000);

        assertThat(PHONES.at(text)).singleElement().extracting(Finding::count).isEqualTo(2_000);
    }

    @Test
    void scoreIsLower_whenDigitsStandBare() {
        assertThat(PHONES.at("(415) 555-0132")).extracting(Finding::score).containsExactly(0.9);
        assertThat(PHONES.at("13800138000")).extracting(Finding::score).containsExactly(0.8);
        assertThat(PHONES.at("4155550132")).extracting(Finding::score).containsExactly(0.5);
        assertThat(PHONES.at("phone 4155550132")).extracting(Finding::score).containsExactly(0.9);
        assertThat(PHONES.at("phone 467 3395")).extracting(Finding::score).containsExactly(0.7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111 1111 1111 1111",
                "11010519491231002X",
                "GB82 WEST 1234 5698 7654 32",
                "13800138000@qq.com",
                "2024-12-31 12:30:45",
                "192.168.100.200",
                "216.239.32.10",
                "3.14159265358979",
                "0.6172345678",
                "订单20240101123456789",
                "550e8400-e29b-41d4-a716-446655440000",
                "12345",
                "1234567",
                "ab13800138000cd",
                "2024-1234567",
                "114-3941689-8772232",
                "978-7-111-12345-6",
                "2345 678 901",
                "+1234567",
                "+999 123 456 789",
                "ab-4155550132",
            })
    void nothingIsFound_whenItIsNoPhone(String text) {
        assertThat(PHONES.at(text)).isEmpty();
    }
}
