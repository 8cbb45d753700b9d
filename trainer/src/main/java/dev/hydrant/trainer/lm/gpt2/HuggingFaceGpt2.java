package dev.hydrant.trainer.lm.gpt2;

import dev.hydrant.trainer.nn.Activation;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.weights.WeightMapping;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of Hugging Face's {@code GPT2LMHeadModel}. Its linear layers are {@code Conv1D}, with
 * matrices {@code [in, out]} where ours are {@code [out, in]}; the output matrix is the token table
 * and is not stored. The published GPT-2 weights have the same names without {@code transformer.}.
 */
public final class HuggingFaceGpt2 {
  private static final String PREFIX = "transformer.";
  private static final String CONV1D =
      "h\\.\\d+\\.(attn\\.c_attn|attn\\.c_proj|mlp\\.c_fc|mlp\\.c_proj)\\.weight";
  private static final String TOKENS = "wte.weight";

  /** Its names of the non-linearities. */
  private static final Map<Activation, String> ACTIVATIONS =
      Map.of(
          Activation.GELU_TANH, "gelu_new",
          Activation.GELU, "gelu",
          Activation.RELU, "relu",
          Activation.RELU_SQUARED, "relu2",
          Activation.SILU, "silu");

  private HuggingFaceGpt2() {}

  /**
   * Where a GPT-2's weights are there; by our own names if that class has no counterpart of it.
   *
   * @param type the model's type here
   */
  public static WeightMapping of(String type, Gpt2Config c, Module module) {
    if (!c.isCausal()) {
      return WeightMapping.own(type, c, module);
    }
    Map<String, WeightMapping.Entry> entries = new LinkedHashMap<>();
    for (Parameter p : module.parameters()) {
      String name = p.name();
      entries.put(
          name, new WeightMapping.Entry(PREFIX + name, name.matches(CONV1D), name.equals(TOKENS)));
    }
    WeightMapping.Tolerance tolerance =
        new WeightMapping.Tolerance(
            PREFIX,
            Map.of("lm_head.weight", PREFIX + TOKENS),
            "(transformer\\.)?h\\.\\d+\\.attn\\.(bias|masked_bias)",
            Map.of(
                "n_head", "num_heads",
                "activation_function", "nonlin",
                "layer_norm_epsilon", "eps",
                "scale_attn_weights", "this program",
                "scale_attn_by_inverse_layer_idx", "this program"));
    return new WeightMapping("GPT2LMHeadModel of transformers", entries, json(c), tolerance);
  }

  private static Map<String, Object> json(Gpt2Config c) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("architectures", new String[] {"GPT2LMHeadModel"});
    json.put("model_type", "gpt2");
    json.put("vocab_size", c.vocabSize());
    json.put("n_positions", c.nCtx());
    json.put("n_embd", c.dModel());
    json.put("n_layer", c.nLayers());
    json.put("n_head", c.numHeads());
    json.put("n_inner", c.dMult() * c.dModel());
    json.put("activation_function", ACTIVATIONS.get(c.nonlin()));
    json.put("layer_norm_epsilon", c.eps());
    json.put("scale_attn_weights", true);
    json.put("scale_attn_by_inverse_layer_idx", false);
    json.put("tie_word_embeddings", true);
    json.put("resid_pdrop", 0.0);
    json.put("embd_pdrop", 0.0);
    json.put("attn_pdrop", 0.0);
    json.put("initializer_range", 0.02);
    json.put("bos_token_id", Math.min(50256, c.vocabSize() - 1));
    json.put("eos_token_id", Math.min(50256, c.vocabSize() - 1));
    json.put("torch_dtype", "float32");
    return json;
  }
}
