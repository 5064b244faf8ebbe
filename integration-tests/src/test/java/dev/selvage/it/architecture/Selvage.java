package dev.selvage.it.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.regex.Pattern;

/** All classes that ship, read once. */
final class Selvage {

    /** Tests travel as test jars, and what only measures or serves tests does not ship. */
    private static final Pattern NOT_SHIPPED =
            Pattern.compile(".*(/test-classes/|-tests\\.jar|/benchmarks/|/mini-cluster/|/quickstart/|/guards/).*");

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(Selvage::ships)
            .importPackages("dev.selvage");

    private Selvage() {}

    private static boolean ships(Location location) {
        return !location.matches(NOT_SHIPPED);
    }
}
