package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressDetectorTest {
    private static final Looking ADDRESSES = Looking.forKinds("pii.address");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Address: 221B Baker St. London NW1|221B Baker St. London NW1",
                "My address is 12 Main Street, Springfield. Please send it.|12 Main Street, Springfield",
                "{\"address\": \"12 Main Street, Springfield\", \"x\": 1}|12 Main Street, Springfield",
                "Shipping address: PSC 6695, Box 2353|PSC 6695, Box 2353",
                "地址：北京市朝阳区建国路88号，电话|北京市朝阳区建国路88号",
                "我住在上海市浦东新区世纪大道100号3栋502室。|上海市浦东新区世纪大道100号3栋502室",
                "请寄到广东省深圳市科技路一号|广东省深圳市科技路一号",
            })
    void addressIsFound_whenALabelGivesIt(String text, String address) {
        assertThat(ADDRESSES.cutOut(text)).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IP address: 10.0.0.1 and more",
                "Email address: jane 12 x@example.com",
                "Address: https://example.com/12 now",
                "Address: unknown",
                "address the 12 open questions",
                "12 Main Street, Springfield",
                "地址：请看官网",
                "地址：北京",
                "我把快递送到一楼了",
                "住在一个城市里",
            })
    void nothingIsFound_whenNoAddressIsGiven(String text) {
        assertThat(ADDRESSES.at(text)).isEmpty();
    }
}
