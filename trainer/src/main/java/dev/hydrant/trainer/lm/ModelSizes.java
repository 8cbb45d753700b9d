package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.model.BenchSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sizes that several language models are brought to, as overrides of their shipped configs. */
public final class ModelSizes {
  /** A few hundred parameters and 61 tokens, of models whose keys are those of GPT-2. */
  public static final List<String> TINY =
      ofModel("vocab_size=61 n_ctx=16 d_model=8 num_heads=2 n_layers=2");

  /** Six layers of width 384, for models that call it {@code n_layers} and {@code d_model}. */
  public static final List<String> DEEP = ofModel("n_layers=6 d_model=384 num_heads=6");

  /** The same for models that call it {@code num_layers} and {@code model_dim}. */
  public static final List<String> WIDE = ofModel("num_layers=6 model_dim=384 num_heads=6");

  private static final List<String> COMMON =
      List.of("grad_accum_steps=1", "precision=fp32", "val_loss_every=0");

  private ModelSizes() {}

  /** Overrides of keys of {@code model_cfg}, such as {@code "d_model=8 n_layers=2"}. */
  public static List<String> ofModel(String keys) {
    return Arrays.stream(keys.split(" ")).map(key -> "model_cfg." + key).toList();
  }

  /** A bench of rows that are as long as the batch. */
  public static BenchSize benchOfWholeRows(int tokens, List<String> size) {
    List<String> all = new ArrayList<>(COMMON);
    all.addAll(size);
    all.add("seq_len=" + tokens);
    return new BenchSize(all, false);
  }

  /** A bench of one row, {@code n_ctx} tokens. */
  public static BenchSize bench(int tokens, List<String> size) {
    List<String> all = new ArrayList<>(benchOfWholeRows(tokens, size).overrides());
    all.add("model_cfg.n_ctx=" + tokens);
    return new BenchSize(all, false);
  }

  /** As {@link #bench}, of a model whose steps each mask another part of their tokens. */
  public static BenchSize benchOfMasks(int tokens, List<String> size) {
    return new BenchSize(bench(tokens, size).overrides(), true);
  }
}
