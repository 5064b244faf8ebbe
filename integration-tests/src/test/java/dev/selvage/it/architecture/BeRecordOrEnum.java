package dev.selvage.it.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Demands data: a record or an enum. */
final class BeRecordOrEnum extends ArchCondition<JavaClass> {

    private BeRecordOrEnum() {
        super("be a record or an enum");
    }

    static BeRecordOrEnum beRecordOrEnum() {
        return new BeRecordOrEnum();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!type.isRecord() && !type.isEnum()) {
            events.add(SimpleConditionEvent.violated(type, type.getFullName() + " is neither a record nor an enum"));
        }
    }
}
