package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeDetectorTest {
    private static final Looking CODE = Looking.forKinds("content.code");

    @ParameterizedTest
    @ValueSource(strings = {"```\nx\n```", "```python\nprint(1)\n```", "~~~\n``` x\n~~~", "``` one line ```"})
    void codeIsFound_whenItIsFenced(String code) {
        assertThat(CODE.cutOut("如下：\n" + code + "\n完")).containsExactly(code);
    }

    @Test
    void codeIsFoundToTheEnd_whenTheFenceIsNeverClosed() {
        assertThat(CODE.cutOut("so\n```\nrm x\n")).containsExactly("```\nrm x\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f(x):\n    return x + 1\n\nprint(f(2))",
                "#include <stdio.h>\nint main() {\n  return 0;\n}",
                "SELECT * FROM users\nUPDATE users SET a = 1\nDELETE FROM users WHERE a = 2",
                "x = 1\ny = 2\nprint(x)",
                "from os import path\nimport sys\nclass A:",
            })
    void codeIsFound_whenThreeLinesLookLikeIt(String code) {
        assertThat(CODE.cutOut("Try this.\n" + code + "\nThat is all.")).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Use `kill()` here.",
                "from there to here.\nlet us go.\nfor (all) of us.",
                "return to me\nclass is over\nimport duties rise",
                "x = 1\nand so on\ny = 2",
                "第一行；\n第二行；\n第三行；",
                "- a\n- b\n- c",
                "}",
                "{",
            })
    void nothingIsFound_whenItIsProse(String text) {
        assertThat(CODE.at(text)).isEmpty();
    }

    @Test
    void scoreIsLower_whenNoFenceSaysSo() {
        assertThat(CODE.at("```\nx\n```")).extracting(Finding::score).containsExactly(1.0);
        assertThat(CODE.at("x = 1\ny = 2\nz = 3")).extracting(Finding::score).containsExactly(0.7);
    }
}
