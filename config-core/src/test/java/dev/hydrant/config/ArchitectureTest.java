package dev.hydrant.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The one direction of travel between packages. */
@AnalyzeClasses(
    packages = "dev.hydrant.config",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("dev.hydrant.config.(*)..").should().beFreeOfCycles();

  /** The root package as seen from below: exceptions and the interfaces that programs implement. */
  private static final DescribedPredicate<JavaClass> FACADE =
      DescribedPredicate.describe(
          "the library's face",
          type ->
              type.getPackageName().equals("dev.hydrant.config")
                  && !type.isInterface()
                  && !type.isEnum()
                  && !type.isAssignableTo(ConfigException.class)
                  && type.getEnclosingClass()
                      .map(outer -> !outer.isAssignableTo(ConfigException.class))
                      .orElse(true));

  @ArchTest
  static final ArchRule lower_packages_use_only_exceptions_and_interfaces_of_the_root =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.hydrant.config.node..",
              "dev.hydrant.config.scalar..",
              "dev.hydrant.config.source..",
              "dev.hydrant.config.grammar..",
              "dev.hydrant.config.defaults..",
              "dev.hydrant.config.resolve..",
              "dev.hydrant.config.sweep..",
              "dev.hydrant.config.bind..",
              "dev.hydrant.config.write..")
          .should()
          .dependOnClassesThat(FACADE);

  @ArchTest
  static final ArchRule nodes_know_nothing_of_files_and_grammars =
      noClasses()
          .that()
          .resideInAPackage("dev.hydrant.config.node..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.hydrant.config.source..",
              "dev.hydrant.config.grammar..",
              "dev.hydrant.config.defaults..",
              "dev.hydrant.config.resolve..");

  @ArchTest
  static final ArchRule only_the_reader_of_hocon_and_the_view_use_typesafe_config =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.hydrant.config", "dev.hydrant.config.source", "dev.hydrant.config.write")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe.config..");
}
