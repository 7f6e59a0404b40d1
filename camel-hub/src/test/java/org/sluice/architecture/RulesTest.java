package org.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariables;

/** Holds the classes to the rules of {@link Dependencies}. */
class RulesTest {
  /** A condition does not go over to the classes that extend one. */
  @Test
  void testsOfALakeAreSkippedWhereThereIsNone() {
    JavaClasses tests =
        new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("org.sluice");
    classes()
        .that()
        .haveSimpleNameEndingWith("LakeTest")
        .should()
        .beAnnotatedWith(EnabledIfEnvironmentVariable.class)
        .orShould()
        .beAnnotatedWith(EnabledIfEnvironmentVariables.class)
        .check(tests);
    // They are run by their name, the others without a lake.
    classes()
        .that()
        .areAnnotatedWith(EnabledIfEnvironmentVariable.class)
        .or()
        .areAnnotatedWith(EnabledIfEnvironmentVariables.class)
        .and()
        .areNotAnnotations()
        .should()
        .haveSimpleNameEndingWith("LakeTest")
        .check(tests);
  }

  @TestFactory
  Stream<DynamicTest> theRulesHold() {
    // What a library's class is made of is nothing to a rule, and all of them take long to read.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sluice");
    List<Field> rules =
        Arrays.stream(Dependencies.class.getDeclaredFields())
            .filter(field -> ArchRule.class.isAssignableFrom(field.getType()))
            .toList();
    assertFalse(rules.isEmpty(), "Dependencies has no rules");
    return rules.stream()
        .map(
            field ->
                DynamicTest.dynamicTest(
                    field.getName(), () -> ((ArchRule) field.get(null)).check(classes)));
  }
}
