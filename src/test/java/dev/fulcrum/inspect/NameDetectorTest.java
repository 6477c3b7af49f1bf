package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameDetectorTest {
    private static final Looking NAMES = Looking.forKinds("pii.name");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Please ring Mr. Smith tomorrow|Smith",
                "Dr Jane Doe will see you|Jane Doe",
                "Ms. O'Brien's account|O'Brien",
                "my name is Åsa Larsson.|Åsa Larsson",
                "My name is Martim A Pereira|Martim A Pereira",
                "Dear Jane, thank you|Jane",
                "Name: Jean-Luc de la Cruz|Jean-Luc de la Cruz",
                "Name: John Smith Phone: 12|John Smith",
                "**Full name:** Ludwig van Beethoven|Ludwig van Beethoven",
                "{\"name\":\"J. R. Smith\"}|J. R. Smith",
                "Cardholder = Jane Doe|Jane Doe",
                "🙂 Mrs. Doe|Doe",
            })
    void nameIsFound_whenATitleLabelOrIntroductionGivesIt(String text, String name) {
        assertThat(NAMES.cutOut(text)).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "请联系张先生|张",
                "王建国女士您好|王建国",
                "我是李经理|李",
                "欧阳老师在吗|欧阳",
                "姓名：李雷，电话|李雷",
                "姓 名 ： 韩 梅 梅|韩 梅 梅",
                "联系人：王芳电话是|王芳",
                "持卡人是欧阳娜娜|欧阳娜娜",
                "收件人:陳大文。|陳大文",
                "我叫韩梅梅，今年二十|韩梅梅",
                "我叫李雷今年二十|李雷",
                "姓名：John Smith|John Smith",
            })
    void hanNameIsFound_whenATitleLabelOrIntroductionGivesIt(String text, String name) {
        assertThat(NAMES.cutOut(text)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mr smith", // no capitals
                "MS Office and MS Word",
                "12 Ocean Dr Miami",
                "Dear Sir or Madam, Dear Customer Support,",
                "my name is not important",
                "Product name: Super Phone",
                "{\"name\":\"get_weather\"}",
                "Name: required",
                "Name: Address: 12",
                "file_name: Report",
                "John Smith went home",
                "Mr. and Mrs.",
                "我叫车去机场",
                "我叫他别来",
                "高级经理、客户经理、项目经理",
                "那个程序猿小姐姐",
                "各位先生、女士们",
                "姓名：必填",
                "联系人：公司前台",
                "李雷走了",
            })
    void nothingIsFound_whenNoNameIsGiven(String text) {
        assertThat(NAMES.at(text)).isEmpty();
    }

    @Test
    void everyNameIsCounted_whenSeveralAreGiven() {
        assertThat(NAMES.at("Mr. Smith and Mrs. Doe, 张先生"))
                .singleElement()
                .extracting(Finding::count)
                .isEqualTo(3);
    }
}
