package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped config of a model shows every key it has, with the value it has by default. */
class ShippedConfigsTest {
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();

  /** Keys whose shipped value is meant to differ; the config says why. */
  private static final Map<String, Set<String>> OTHER_VALUES =
      Map.of(
          "mamba", Set.of("initializer_range"),
          // One of two keys has to be given; the record takes the value shown if neither is.
          "moe", Set.of("alpha", "beta"));

  @ParameterizedTest
  @CsvSource({"gpt2", "vanilla", "mamba", "mod", "moe", "mdlm", "d3pm", "sedd", "rd"})
  void shows_all_keys_and_their_defaults(String name) throws ReflectiveOperationException {
    MapNode tree = CONF.compose(name).resolved();
    ModelAdapter<?> adapter = ModelRegistry.load().get(CONF.compose(name).getString("type"));
    MapNode shipped = (MapNode) tree.get("model_cfg");
    List<String> keys =
        RecordSchema.of(adapter.configType()).keys().stream().map(RecordSchema.Key::path).toList();
    assertThat(shipped.entries().keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(differences(adapter.configType(), shipped))
        .isEqualTo(OTHER_VALUES.getOrDefault(name, Set.of()));
  }

  private static <C extends Record> Set<String> differences(Class<C> type, MapNode shipped)
      throws ReflectiveOperationException {
    C given = ConfigTrees.bind(shipped, "model_cfg", type);
    C standard = RecordSchema.of(type).defaults();
    Set<String> out = new TreeSet<>();
    for (RecordComponent c : type.getRecordComponents()) {
      c.getAccessor().setAccessible(true);
      if (!c.getAccessor().invoke(given).equals(c.getAccessor().invoke(standard))) {
        out.add(c.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT));
      }
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
gpt2    | model_cfg.eps=1e-6 model_cfg.nonlin=gelu +model_cfg.n_heads=12 ~model_cfg.num_heads
vanilla | model_cfg.is_causal=false model_cfg.nonlin=relu model_cfg.d_mult=2
mamba   | seq_len=2048 num_iterations=1000 use_liger=false torch_compile=false
mamba   | model_cfg.use_mlp=true model_cfg.scan_impl=chunked model_cfg.use_bias=true
mamba   | model_cfg.time_step_rank=8 model_cfg.time_step_init_scheme=constant
mamba   | model_cfg.rescale_prenorm_residual=true model_cfg.fused_add_norm=true
mod     | model_cfg.every_other=true model_cfg.mod_gate=sigmoid model_cfg.eval_routing=topk
mod     | model_cfg.predictor=false model_cfg.capacity=1 model_cfg.mod_gate=none
moe     | model_cfg.alpha=null 'model_cfg.alphas=[1,2]' model_cfg.n_layers=2
moe     | model_cfg.jitter_noise=0.1 model_cfg.gate_norm_factor=1 model_cfg.nonlin=silu
mdlm    | model_cfg.alpha_type=linear model_cfg.continuous_time=false
mdlm    | model_cfg.time_conditioning=true model_cfg.use_subs_parameterization=false
mdlm    | model_cfg.absorbing_state_idx=50256 model_cfg.use_low_discrepancy_sampler=false
d3pm    | model_cfg.transition_type=uniform model_cfg.noise_schedule=linear
d3pm    | model_cfg.vocab_size=64 model_cfg.transition_type=gaussian
d3pm    | model_cfg.vocab_size=64 model_cfg.transition_type=nearest_neighbor
sedd    | model_cfg.transition_type=uniform model_cfg.noise_schedule=geometric
sedd    | model_cfg.noise_schedule=linear model_cfg.lm_loss_weight=0
rd      | model_cfg.adapter_mode=add model_cfg.norm_style=sandwich
rd      | model_cfg.tie_embeddings=false model_cfg.k_trunc=1 model_cfg.lognorm_var=0.25
""")
  void can_be_told_otherwise(String name, String overrides) {
    List<String> given = List.of(overrides.replace("'", "").split(" +"));
    assertThat(Configs.module(CONF.compose(name, given).resolved()).parameterCount()).isPositive();
  }
}
