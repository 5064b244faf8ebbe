package dev.selvage.it.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Finds volatile fields and synchronized methods. */
final class BeConcurrent extends ArchCondition<JavaClass> {

    private BeConcurrent() {
        super("have volatile fields or synchronized methods");
    }

    static BeConcurrent beConcurrent() {
        return new BeConcurrent();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.VOLATILE))
                .forEach(field ->
                        events.add(SimpleConditionEvent.satisfied(field, field.getFullName() + " is volatile")));
        type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                .forEach(method ->
                        events.add(SimpleConditionEvent.satisfied(method, method.getFullName() + " is synchronized")));
    }
}
