package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.IntFunction;

/**
 * The transformer of the GPT-2 speed runs of early 2025 (modded-nanogpt): no norm has weights, the
 * output is a matrix of its own that starts at zero and whose logits are limited by tanh (Gemma 2,
 * arXiv 2408.00118).
 */
public final class CurrentBest extends Module {
  private final CurrentBestConfig config;
  private final Trunk trunk;
  private final Linear head;

  public CurrentBest(CurrentBestConfig c) {
    this(c, i -> new WindowAttention(c));
  }

  /**
   * @param mixer makes the attention of a block, by its index
   */
  public CurrentBest(CurrentBestConfig c, IntFunction<Mixer> mixer) {
    config = c;
    trunk = part("trunk", new Trunk(c, mixer));
    head = part("lm_head", new Linear(c.modelDim(), c.paddedVocabSize(), Init.zeros(), null));
    head.weight.tag("head");
  }

  /** With a null window for mixers that need no sight. */
  private Tensor hidden(Tensor ids, AttentionWindow window) {
    return trunk.forward(ids, window == null ? trunk.positions(ids) : trunk.shared(ids, window));
  }

  /** hidden {@code [..., D]} → logits {@code [..., Vp]}, between 0 and twice the cap. */
  private Tensor logits(Tensor hidden) {
    Tensor z = hidden.linear(head.weight);
    double cap = config.softcap();
    return cap == 0 ? z : z.mul(1 / cap).tanh().mul(cap).add(cap);
  }

  /** ids {@code [B, T]} → logits {@code [B, T, Vp]}. */
  public Tensor logits(Tensor ids, AttentionWindow window) {
    return logits(hidden(ids, window));
  }

  /** ids {@code [B, T]} → logits of the token that follows each row {@code [B, Vp]}. */
  public Tensor nextLogits(Tensor ids, AttentionWindow window) {
    return logits(hidden(ids, window).select(1, ids.size(1) - 1));
  }

  /** The next tokens of a text, ids {@code [1, S]} → logits behind the last {@code [1, Vp]}. */
  public Tensor nextLogits(Tensor ids, AttentionWindow window, KvCache cache) {
    Tensor hidden = trunk.forward(ids, trunk.shared(ids, window, cache));
    return logits(hidden.select(1, ids.size(1) - 1));
  }

  /** Mean cross entropy of ids and targets, both {@code [B, T]}; logits are never whole. */
  public Tensor loss(Tensor ids, Tensor targets, AttentionWindow window) {
    return hidden(ids, window).linearCrossEntropy(head.weight, targets, config.softcap());
  }
}
