package dev.selvage.container.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final Template<IntUnaryOperator> ADDING = Template.of(MethodHandles.lookup(), Adding.class);

    @Test
    void eachCopyIsAClassOfItsOwn() {
        IntUnaryOperator one = ADDING.copy().make(1);
        IntUnaryOperator two = ADDING.copy().make(2);

        assertThat(one.applyAsInt(40)).isEqualTo(41);
        assertThat(two.applyAsInt(40)).isEqualTo(42);
        assertThat(one.getClass()).isNotSameAs(two.getClass()).isNotSameAs(Adding.class);
    }

    @Test
    void instancesOfOneCopyShareItsClass() {
        Template.Copy<IntUnaryOperator> copy = ADDING.copy();

        assertThat(copy.make(1).getClass()).isSameAs(copy.make(2).getClass());
    }
}

/** A template: adds what it was made with. */
final class Adding implements IntUnaryOperator {
    private final int addend;

    Adding(int addend) {
        this.addend = addend;
    }

    @Override
    public int applyAsInt(int operand) {
        return operand + addend;
    }
}
