package dev.hydrant.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleKeysTest {
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();

  private static List<String> idle(String config, String... overrides) {
    MapNode tree = CONF.compose(config, List.of(overrides)).resolved();
    String type = ((dev.hydrant.config.node.ScalarNode) tree.get("type")).value().toString();
    ModelRegistry registry = ModelRegistry.load();
    return new IdleKeys(registry.get(type), tree).ofOthers(registry);
  }

  @Test
  void what_only_stands_in_a_config_file_is_no_news() {
    for (String config : List.of("gpt2", "nsa", "mtp", "base_mtp", "megabyte", "ngpt")) {
      assertThat(idle(config)).as(config).isEmpty();
    }
  }

  /** The length of the rows of GPT-2's table of positions. */
  private static long context(String... overrides) {
    MapNode tree = CONF.compose("gpt2", List.of(overrides)).resolved();
    return RunSetup.of(tree, ModelRegistry.load()).model().module().parameters().stream()
        .filter(p -> p.name().endsWith("wpe.weight"))
        .findFirst()
        .orElseThrow()
        .shape()[0];
  }

  @Test
  void an_absent_context_is_the_length_of_a_batch_under_either_name() {
    assertThat(context("model_cfg.n_ctx=16", "seq_len=64")).isEqualTo(16);
    assertThat(context("model_cfg.n_ctx=null", "seq_len=64")).isEqualTo(64);
    assertThat(context("model_cfg.n_ctx=null", "train_seq_len=32")).isEqualTo(32);
  }

  @Test
  void a_key_of_another_model_is_named() {
    assertThat(idle("gpt2", "sliding_window_size=64", "use_deepseek_mtp=true"))
        .containsExactly("sliding_window_size=64", "use_deepseek_mtp=true");
    assertThat(idle("nsa", "sliding_window_size=64", "BLOCK_SIZE=64"))
        .containsExactly("BLOCK_SIZE=64");
    assertThat(idle("megabyte", "num_layers=3", "n_mtp_tokens=3"))
        .containsExactlyInAnyOrder("num_layers=3", "n_mtp_tokens=3");
  }

  @Test
  void a_key_that_the_models_own_wins_over_is_named_with_it() {
    assertThat(idle("ngpt", "num_layers=3"))
        .containsExactly("num_layers=3 (model_cfg.num_layers=12 wins)");
    assertThat(idle("ngpt", "num_layers=3", "model_cfg.num_layers=null")).isEmpty();
    assertThat(idle("gpt2", "num_layers=3"))
        .containsExactly("num_layers=3 (model_cfg.n_layers=12 wins)");
    assertThat(idle("current_best_gpt", "BLOCK_SIZE=64")).isEmpty();
    assertThat(idle("mtp", "n_mtp_tokens=3")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gpt2, +IS_MODAL=true, IS_MODAL=true",
    "gpt2, +use_wandb=false, ''",
    "mamba, model_cfg.eos_token_id=2, model_cfg.eos_token_id=2 (the data say where documents end)",
    "mamba, model_cfg.fused_add_norm=false, ''",
    "mamba, model_cfg.residual_in_fp32=true, ''",
    "rd, model_cfg.n_layers=6, 'model_cfg.n_layers=6 (the depth is l_p, l_core and l_c)'",
    "moe, model_cfg.gate_norm_factor=2, model_cfg.gate_norm_factor=2 (the weights of the chosen"
        + " always sum to 1)",
  })
  void a_key_without_effect_is_named_when_it_is_more_than_its_default(
      String config, String override, String expected) {
    String typed =
        CONF.compose(config).resolved().get("IS_MODAL") == null
            ? override
            : override.replace("+", "");
    MapNode tree = CONF.compose(config, List.of(typed)).resolved();
    ModelAdapter<?> adapter = ModelTypes.get(tree, ModelRegistry.load());
    assertThat(String.join("", new IdleKeys(adapter, tree).withoutEffect())).isEqualTo(expected);
  }
}
