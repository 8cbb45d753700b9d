package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.app.program.AppFacts.JobMetric;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the tables of a sweep show of each family. */
class TrainFactsTest {
  private static final Composer CONF =
      Composer.builder().searchPath(ShippedConfigs.DIRECTORY.toString()).build();

  private static List<JobMetric> metrics(String config, String... overrides) {
    return new TrainFacts().metrics(CONF.compose(config, List.of(overrides)));
  }

  @Test
  void the_jobs_of_a_sweep_are_known_by_the_headlines_of_their_model() {
    assertThat(metrics("gpt2")).containsExactly(new JobMetric("val_loss", "nats", false));
    assertThat(metrics("gmm")).extracting(JobMetric::name).startsWith("val_loss", "val_mse");
    assertThat(metrics("grammar_vae")).contains(new JobMetric("val/seq_acc", "", true));
    assertThat(metrics("grammar_vae").get(0).name()).isEqualTo("val/seq_acc");
    String family = "+families.summary={encoder: IdentityEncoder, encoder_params: {}}";
    assertThat(metrics("vqvae/default", "dataset_path=features.h5", family))
        .startsWith(new JobMetric("val_loss", "", false), new JobMetric("val_quality", "", true));
    assertThat(metrics("odyssey/fsq_stage1").get(0))
        .isEqualTo(new JobMetric("val_rmsd", "Å", false));
  }

  @Test
  void nothing_is_known_of_a_configuration_that_does_not_bind() {
    assertThat(metrics("gpt2", "type=nosuch")).isEmpty();
  }
}
