package dev.hydrant.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.net.URL;

/** The one direction of travel between packages. */
@AnalyzeClasses(packages = "dev.hydrant.config", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {
  /** Leaves out what was compiled to where this test was, wherever that is. */
  static final class NoTests implements ImportOption {
    private static final URL TESTS =
        ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation();

    @Override
    public boolean includes(Location location) {
      return !location.contains(TESTS.getPath());
    }
  }

  private static final String ROOT = "dev.hydrant.config";

  /** Every package is a slice of its own, the root and packages below packages included. */
  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().assignedFrom(PACKAGES).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule each_layer_is_used_only_by_those_above_it =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
          .layer("harness")
          .definedBy(ROOT + ".app..")
          .layer("launch")
          .definedBy(ROOT + ".launch..")
          .layer("face")
          .definedBy(ROOT)
          .layer("composing")
          .definedBy(in("compose", "inspect"))
          .layer("stages")
          .definedBy(in("defaults", "override", "resolve", "sweep", "bind"))
          .layer("text")
          .definedBy(in("source..", "grammar", "write"))
          .layer("trees")
          .definedBy(in("merge"))
          .layer("vocabulary")
          .definedBy(in("error", "explain", "format", "node", "resolver", "schema"))
          .layer("tools")
          .definedBy(in("collection", "scalar", "search", "suggest"))
          .whereLayer("harness")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("face")
          .mayOnlyBeAccessedByLayers("harness")
          .whereLayer("launch")
          .mayOnlyBeAccessedByLayers("harness")
          .whereLayer("composing")
          .mayOnlyBeAccessedByLayers("harness", "face")
          .whereLayer("stages")
          .mayOnlyBeAccessedByLayers("harness", "launch", "face", "composing")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers("harness", "launch", "face", "composing", "stages")
          .whereLayer("trees")
          .mayOnlyBeAccessedByLayers("face", "composing", "stages", "text");

  @ArchTest
  static final ArchRule tools_know_nothing_of_configurations =
      noClasses()
          .that()
          .resideInAnyPackage(in("collection", "scalar", "search", "suggest"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              in("node", "error", "format", "merge", "source..", "grammar", "write"));

  @ArchTest
  static final ArchRule only_the_reader_of_hocon_and_the_view_use_typesafe_config =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".source", ROOT + ".write")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.typesafe.config..");

  private static String[] in(String... packages) {
    String[] all = packages.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] = ROOT + "." + all[i];
    }
    return all;
  }
}
