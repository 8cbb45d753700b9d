package dev.hydrant.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ComposerBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes can be called by any of their names, whatever the model's own is. */
class SynonymsTest {
  @ParameterizedTest
  @CsvSource({
    "gpt2_small, num_layers, n_layers",
    "gpt2_small, model_dim, d_model",
    "mamba, num_layers, n_layers",
    "ngpt, n_layers, num_layers",
    "nsa, d_model, model_dim",
    "moe, n_heads, num_heads"
  })
  void an_override_by_another_name_sets_the_models_key(String config, String typed, String own) {
    ComposerBuilder builder = Composer.builder().searchPath("../conf");
    Configurations.addNames(builder);
    assertThat(
            builder
                .build()
                .compose(config, List.of("model_cfg." + typed + "=24"))
                .getInt("model_cfg." + own))
        .isEqualTo(24);
  }
}
