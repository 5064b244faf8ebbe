package dev.selvage.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionFamily;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ties each option to its reader: what is in effect is read somewhere, and what is read is in effect. */
class OptionReadersTest {

    private static final String DECLARATIONS = "dev.selvage.core.config";

    @Test
    void anOptionIsInEffectExactlyIfSomethingReadsIt() throws Exception {
        List<String> wrong = new ArrayList<>();
        int options = 0;
        for (JavaClass owner : Selvage.CLASSES) {
            if (!owner.getPackageName().equals(DECLARATIONS)) {
                continue;
            }
            for (JavaField field : owner.getFields()) {
                if (field.getRawType().isEquivalentTo(Option.class)
                        || field.getRawType().isEquivalentTo(OptionFamily.class)) {
                    options++;
                    compare(field, wrong);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(options).isGreaterThan(200);
    }

    private static void compare(JavaField field, List<String> wrong) throws IllegalAccessException {
        boolean read = field.getAccessesToSelf().stream()
                .map(access -> access.getOriginOwner())
                .anyMatch(reader -> reads(field.getOwner(), reader));
        if (read && !inEffect(field)) {
            wrong.add(field.getFullName() + " is read, but declared as not in effect: take that away, and run"
                    + " scripts/generate-docs.sh.");
        }
        if (!read && inEffect(field)) {
            wrong.add(field.getFullName() + " is declared as in effect, but nothing reads it: read it, or declare it"
                    + " notInEffect().");
        }
    }

    /** A derivation within core.config counts as a reader once somebody outside uses the derivation. */
    private static boolean reads(JavaClass declaringClass, JavaClass accessor) {
        if (accessor.equals(declaringClass)) {
            return false;
        }
        return !accessor.getPackageName().startsWith(DECLARATIONS)
                || accessor.getDirectDependenciesToSelf().stream()
                        .anyMatch(dependency ->
                                !dependency.getOriginClass().getPackageName().startsWith(DECLARATIONS));
    }

    private static boolean inEffect(JavaField field) throws IllegalAccessException {
        Field reflected = field.reflect();
        reflected.setAccessible(true);
        Object declared = reflected.get(null);
        return declared instanceof Option<?> option ? option.inEffect() : ((OptionFamily) declared).inEffect();
    }
}
