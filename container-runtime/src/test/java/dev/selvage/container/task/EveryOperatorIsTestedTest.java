package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.container.operator.Coverage;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No operator can be forgotten: those that tests run in every {@link Driving} are compared with those that there are. */
class EveryOperatorIsTestedTest {
    @Test
    void everyOperatorAndEveryVariantOfItRunsInEveryDriving() throws Exception {
        for (Class<?> tests : List.of(BuiltInOperatorsTest.class, WindowsTest.class, SinksTest.class)) {
            Constructor<?> constructor = tests.getDeclaredConstructor();
            for (Method method : tests.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.invoke(constructor.newInstance());
                }
            }
        }
        assertThat(Coverage.operators()).as("operators in the product").hasSizeGreaterThan(12);
        assertThat(OperatorTest.COVERAGE.missing()).as("never run by a test").isEmpty();
    }
}
