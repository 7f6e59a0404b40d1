package org.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Which room may look into which. */
final class Dependencies {
  /** The record that all rooms read must not know any of them. */
  static final ArchRule eventImportsNoRoom =
      noClasses()
          .that()
          .resideInAPackage("..sluice.event..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              rooms(
                  "settings",
                  "intake",
                  "catalogue",
                  "dispatch",
                  "run",
                  "gold",
                  "enrich",
                  "swift",
                  "repair",
                  "api",
                  "observe",
                  "archive",
                  "fault"));

  /**
   * Sinks and blocks see a run through its view alone, so that they can be tried without a lake.
   */
  static final ArchRule goldAndEnrichSeeOnlyTheRun =
      noClasses()
          .that()
          .resideInAnyPackage("..sluice.gold..", "..sluice.enrich..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              rooms(
                  "settings",
                  "intake",
                  "catalogue",
                  "dispatch",
                  "swift",
                  "repair",
                  "api",
                  "observe"));

  /** Archives are bytes: how they are read is the same in a run, a trial and a test. */
  static final ArchRule archiveKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage("..sluice.archive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              rooms(
                  "settings",
                  "intake",
                  "catalogue",
                  "dispatch",
                  "run",
                  "gold",
                  "enrich",
                  "swift",
                  "repair",
                  "api",
                  "observe"));

  /** Settings reach the rooms as constructor parameters; only the wiring reads them. */
  static final ArchRule onlyTheWiringReadsSettings =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.sluice", "..sluice.settings..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..sluice.settings..");

  /** Intake must work while all else stands still: it knows Kafka and nothing of the lake. */
  static final ArchRule intakeKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage("..sluice.intake..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              rooms(
                  "catalogue",
                  "dispatch",
                  "run",
                  "gold",
                  "enrich",
                  "swift",
                  "repair",
                  "api",
                  "observe"));

  /** A trial writes nothing and asks nobody: it knows no lake, and the hub nothing of it. */
  static final ArchRule aTrialHasNoLakeAroundIt =
      noClasses()
          .that()
          .resideInAPackage("..sluice.trial..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(rooms("intake", "swift", "repair", "api", "observe"));

  static final ArchRule nobodyKnowsTheTrial =
      noClasses()
          .that()
          .resideOutsideOfPackage("..sluice.trial..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..sluice.trial..");

  /** Camel's own tools look at Camel, and know nothing of the lake. */
  static final ArchRule consoleKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage("..sluice.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              rooms(
                  "event",
                  "settings",
                  "intake",
                  "catalogue",
                  "dispatch",
                  "run",
                  "gold",
                  "enrich",
                  "swift",
                  "repair",
                  "api",
                  "observe"));

  static final ArchRule roomsDoNotLookIntoEachOtherInCircles =
      SlicesRuleDefinition.slices().matching("org.sluice.(*)..").should().beFreeOfCycles();

  private Dependencies() {}

  private static String[] rooms(String... names) {
    return java.util.Arrays.stream(names).map(n -> "..sluice." + n + "..").toArray(String[]::new);
  }
}
