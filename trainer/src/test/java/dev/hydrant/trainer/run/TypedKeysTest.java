package dev.hydrant.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed counts, in every family, or is refused with the key that does. */
class TypedKeysTest {
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();

  private static TrainConfig bound(String config, String... overrides) {
    MapNode tree = CONF.compose(config, List.of(overrides)).resolved();
    return RunSetup.of(tree, ModelRegistry.load()).config();
  }

  @ParameterizedTest
  @CsvSource({
    "vqvae/summary_1k, num_epochs=3, training.num_epochs=3",
    "vqvae/summary_1k, lr=0.25, training.learning_rate=0.25",
    "vqvae/summary_1k, optimizer=sgd, training.optimizer=sgd",
    "vqvae/summary_1k, lr_schedule=cosine, training.scheduler=cosine",
    "vqvae/summary_1k, warmup_frac=0.5, training.warmup_epochs=0.5",
    "vqvae/summary_1k, torch_compile=false, training.use_torch_compile=false",
    "vqvae/summary_1k, seed=7, random_seed=7",
    "vqvae/summary_1k, log_every=7, logging.log_interval=7",
    "vqvae/summary_1k, early_stop_patience=7, training.early_stopping_patience=7",
    "vqvae/summary_1k, save_every_epochs=7, training.save_every=7",
  })
  void a_key_that_another_one_overwrites_is_refused_by_the_name_of_that_one(
      String config, String typed, String meant) {
    assertThatThrownBy(() -> bound(config, typed))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(typed + " has no effect", "Give " + meant);
  }

  @Test
  void rules_of_a_grammar_vaes_own_schedule_are_refused_by_its_names() {
    assertThatThrownBy(() -> bound("grammar_vae", "lr_scheduler=cosine", "min_lr_ratio=0.5"))
        .hasMessageContaining("Give lr_scheduler_min=0.5");
    assertThatThrownBy(() -> bound("grammar_vae", "gradient_clip_val=2", "grad_clip=3"))
        .hasMessageContaining("Give gradient_clip_val=3");
    assertThat(bound("grammar_vae", "lr_schedule=cosine").schedule().lrSchedule())
        .isEqualTo("cosine");
    assertThat(bound("grammar_vae", "early_stop_once=0.5").guards().earlyStopOnce()).contains(0.5);
  }

  @Test
  void a_length_that_another_name_overwrites_is_refused() {
    assertThatThrownBy(() -> bound("gpt2", "seq_len=64", "train_seq_len=32"))
        .hasMessageContaining("Give train_seq_len=64");
    assertThat(bound("gpt2", "seq_len=64").type()).isEqualTo("gpt2");
  }

  @Test
  void what_is_typed_wins_elsewhere() {
    for (String config : List.of("gmm", "odyssey/fsq_stage1", "grammar_vae")) {
      assertThat(bound(config, "num_epochs=3").loop().numEpochs()).as(config).contains(3L);
      assertThat(bound(config, "seed=3").loop().seed()).as(config).isEqualTo(3);
      assertThat(bound(config, "betas=[0.5,0.6]").optimizer().betas())
          .as(config)
          .containsExactly(0.5, 0.6);
    }
    assertThat(bound("vqvae/summary_1k", "num_iterations=3").loop().numIterations()).contains(3L);
  }
}
