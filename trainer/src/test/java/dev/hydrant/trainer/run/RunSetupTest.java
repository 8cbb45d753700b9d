package dev.hydrant.trainer.run;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelFactory;
import dev.hydrant.trainer.model.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSetupTest {
  private static final String GPT2 =
      """
      type: gpt2
      train_files: none
      val_files: none
      model_cfg: {vocab_size: 40, n_ctx: 8, d_model: 16, num_heads: 2, n_layers: 1}
      """;
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .importUrl(RunSetup.class.getProtectionDomain().getCodeSource().getLocation());

  @TempDir private Path directory;

  private Path run() throws IOException {
    Path record = Files.createDirectories(directory.resolve(".hydra"));
    Files.writeString(record.resolve("config.yaml"), GPT2);
    return directory;
  }

  private static long parameters(Composition composition) {
    return RunSetup.of(composition.resolved(), ModelRegistry.load())
        .model()
        .module()
        .parameterCount();
  }

  @Test
  void a_recorded_configuration_knows_a_models_sizes_by_all_their_names() throws IOException {
    Path run = run();
    long one = parameters(Configurations.ofRun(run, List.of()));
    long two = parameters(Configurations.ofRun(run, List.of("model_cfg.num_layers=2")));
    assertThat(two).isGreaterThan(one);
    assertThat(parameters(Configurations.ofRun(run, List.of("model_cfg.n_layers=2"))))
        .isEqualTo(two);
  }

  @Test
  void every_way_to_a_configuration_refuses_what_cannot_be_honoured() throws IOException {
    Path run = run();
    for (String key : List.of("use_fp8", "bfloat16")) {
      assertThatThrownBy(() -> parameters(Configurations.ofRun(run, List.of("+" + key + "=true"))))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(key + "=true: ");
      Path configs = Path.of("..", "conf");
      assertThatThrownBy(
              () -> parameters(Configurations.compose(configs, "gpt2", List.of(key + "=true"))))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(key + "=true: ");
    }
  }

  @Test
  void a_directory_without_a_record_is_no_run() {
    assertThatThrownBy(() -> Configurations.ofRun(directory, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is no run directory: it has no .hydra/config.yaml");
  }

  @Test
  void models_are_made_by_no_one_else() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.hydrant.trainer.run..", "dev.hydrant.trainer.model..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ModelFactory.class)
        .check(PROGRAM);
  }

  @Test
  void commands_neither_compose_nor_bind_configurations_by_themselves() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.hydrant.trainer.cli..", "dev.hydrant.trainer.bench..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Composer.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ConfigTrees.class)
        .check(PROGRAM);
  }
}
