package dev.hydrant.trainer;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import dev.hydrant.trainer.cli.Main;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may use whom: a package of the trainer knows only those that its line here names. */
class ArchitectureTest {
  /** Every package directly below the root, lowest first, and those it may use. */
  private static final Map<String, String> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("error", "");
    MAY_USE.put("report", "");
    MAY_USE.put("torch", "error");
    MAY_USE.put("analysis", "error");
    MAY_USE.put("data", "error");
    MAY_USE.put("nn", "torch");
    MAY_USE.put("optim", "nn torch");
    MAY_USE.put("checkpoint", "error");
    MAY_USE.put("settings", "checkpoint error optim report");
    MAY_USE.put("weights", "checkpoint error nn settings torch");
    MAY_USE.put("step", "checkpoint nn optim torch weights");
    MAY_USE.put("model", "checkpoint data error nn report settings step torch weights");

    // Model families: never each other, never what trains them.
    String family = "analysis data error model nn report settings step torch weights";
    MAY_USE.put("lm", family);
    MAY_USE.put("grammar", family);
    MAY_USE.put("vqvae", family);
    MAY_USE.put("mixture", family);
    MAY_USE.put("protein", family);

    MAY_USE.put(
        "engine", "checkpoint data error model nn optim report settings step torch weights");
    MAY_USE.put("logging", "engine error report torch");
    MAY_USE.put("forecast", "data engine model nn optim report settings step torch");
    MAY_USE.put("bench", "data engine error model nn report settings step torch");
    MAY_USE.put(
        "run", "checkpoint data engine error forecast model nn report settings torch weights");
    MAY_USE.put("compare", "checkpoint error model nn report run settings");
    MAY_USE.put("cli", String.join(" ", MAY_USE.keySet()));
  }

  private static final JavaClasses TRAINER =
      new ClassFileImporter()
          .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation())
          .that(resideInAPackage("dev.hydrant.trainer.."));

  @Test
  void a_package_uses_only_those_that_its_line_names() {
    LayeredArchitecture layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitecture();
    for (String name : MAY_USE.keySet()) {
      layers = layers.optionalLayer(name).definedBy("dev.hydrant.trainer." + name + "..");
    }
    for (Map.Entry<String, String> e : MAY_USE.entrySet()) {
      var of = layers.whereLayer(e.getKey());
      layers =
          e.getValue().isEmpty()
              ? of.mayNotAccessAnyLayer()
              : of.mayOnlyAccessLayers(e.getValue().split(" "));
    }
    layers.check(TRAINER);
  }

  @Test
  void no_packages_use_each_other_in_a_circle() {
    slices().matching("dev.hydrant.trainer.(**)").should().beFreeOfCycles().check(TRAINER);
  }
}
