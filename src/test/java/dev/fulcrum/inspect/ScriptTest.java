package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptTest {

    @Test
    void shortcutsSayWhatTheTablesOfJavaSay_whateverTheCharacter() {
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            boolean blank = unit == '\u0085' || (unit >= '\t' && unit <= '\r') || Character.isSpaceChar(unit);
            assertThat(Script.isBlank((char) unit)).as("U+%04X", unit).isEqualTo(blank);
            if (Script.isCommonHan((char) unit)) {
                assertThat(Character.isLetter(unit) && Script.isHan((char) unit))
                        .as("U+%04X", unit)
                        .isTrue();
            }
        }
    }
}
