package dev.hydrant.trainer.lm.mamba;

import dev.hydrant.trainer.nn.Activation;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.weights.WeightMapping;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of Hugging Face's {@code MambaForCausalLM}, which are ours, and the keys of its {@code
 * MambaConfig}. The output matrix is the token table and is not stored.
 */
final class HuggingFaceMamba {
  private static final String TOKENS = "backbone.embeddings.weight";

  /** Its names of the non-linearities. */
  private static final Map<Activation, String> ACTIVATIONS =
      Map.of(
          Activation.SILU, "silu",
          Activation.GELU, "gelu",
          Activation.GELU_TANH, "gelu_new",
          Activation.RELU, "relu",
          Activation.RELU_SQUARED, "relu2");

  private HuggingFaceMamba() {}

  /** The exchange of a Mamba, by our own names if that class has no counterpart of it. */
  static WeightMapping of(String type, MambaConfig c, Module module) {
    if (c.useMlp()) {
      return WeightMapping.own(type, c, module);
    }
    Map<String, WeightMapping.Entry> entries = new LinkedHashMap<>();
    for (Parameter p : module.parameters()) {
      entries.put(p.name(), new WeightMapping.Entry(p.name(), false, p.name().equals(TOKENS)));
    }
    WeightMapping.Tolerance tolerance =
        new WeightMapping.Tolerance(
            "",
            Map.of("lm_head.weight", TOKENS),
            "",
            Map.of("hidden_act", "hidden_act", "layer_norm_epsilon", "this program"));
    return new WeightMapping("MambaForCausalLM of transformers", entries, json(c), tolerance);
  }

  private static Map<String, Object> json(MambaConfig c) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architectures", new String[] {"MambaForCausalLM"});
    json.put("model_type", "mamba");
    json.put("vocab_size", c.vocabSize());
    json.put("hidden_size", c.dModel());
    json.put("state_size", c.dState());
    json.put("num_hidden_layers", c.nLayers());
    json.put("layer_norm_epsilon", MambaBlock.EPS);
    json.put("pad_token_id", c.padTokenId());
    json.put("bos_token_id", c.bosTokenId());
    json.put("eos_token_id", c.eosTokenId());
    json.put("expand", c.expand());
    json.put("intermediate_size", c.dInner());
    json.put("conv_kernel", c.dConv());
    json.put("use_bias", c.useBias());
    json.put("use_conv_bias", c.useConvBias());
    json.put("hidden_act", ACTIVATIONS.get(c.hiddenAct()));
    json.put("initializer_range", c.initializerRange());
    json.put("residual_in_fp32", c.residualInFp32());
    json.put("time_step_rank", c.rank());
    json.put("time_step_scale", c.timeStepScale());
    json.put("time_step_min", c.timeStepMin());
    json.put("time_step_max", c.timeStepMax());
    json.put("time_step_init_scheme", c.timeStepInitScheme());
    json.put("time_step_floor", c.timeStepFloor());
    json.put("rescale_prenorm_residual", c.rescalePrenormResidual());
    json.put("tie_word_embeddings", true);
    json.put("torch_dtype", "float32");
    return json;
  }
}
