package org.rlsworkup.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTests {
    @Test
    void fillsEveryPlaceholder() {
        var sentence = Template.of("{name}: ordered {date}, {name} again");

        assertThat(sentence.placeholders()).containsExactly("name", "date");
        assertThat(sentence.fill(Map.of("name", "TSH", "date", "2026-11-10")))
                .isEqualTo("TSH: ordered 2026-11-10, TSH again");
    }

    @Test
    void doesNotFillWhatAValueBrings() {
        assertThat(Template.of("{name}.").fill(Map.of("name", "{date}"))).isEqualTo("{date}.");
    }

    @Test
    void isItselfWithoutPlaceholders() {
        assertThat(Template.of("Iron status").fill(Map.of("date", "2026-11-10")))
                .isEqualTo("Iron status");
    }

    @Test
    void refusesToLeaveAPlaceholderEmpty() {
        var sentence = Template.of("ordered {date}");

        assertThatIllegalArgumentException().isThrownBy(() -> sentence.fill(Map.of("name", "TSH")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "ordered {date", "ordered date}", "}{", "{a{b}}", "} ordered", "{{date}"})
    void refusesBracesThatDoNotMatch(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Template.of(text));
    }
}
