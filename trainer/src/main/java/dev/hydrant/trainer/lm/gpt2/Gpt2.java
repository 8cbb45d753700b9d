package dev.hydrant.trainer.lm.gpt2;

import dev.hydrant.trainer.lm.generate.TextGenerator;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.nn.Embedding;
import dev.hydrant.trainer.nn.GptBlock;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/**
 * GPT-2 (Radford et al. 2019): learned positions, pre-norm blocks, GELU by tanh, output tied to the
 * token table. No dropout.
 */
public final class Gpt2 extends Module {
  private static final double STD = 0.02;

  private final Gpt2Config config;
  private final Embedding wte;
  private final Embedding wpe;
  private final List<GptBlock> blocks;
  private final LayerNorm lnF;

  public Gpt2(Gpt2Config c) {
    config = c;
    wte = part("wte", new Embedding(c.vocabSize(), c.dModel(), Init.normal(STD)));
    wpe = part("wpe", new Embedding(c.nCtx(), c.dModel(), Init.normal(STD)));
    wte.weight.tag("head");
    wpe.weight.tag("embed");
    GptBlock.Shape shape =
        new GptBlock.Shape(c.dModel(), c.numHeads(), c.dMult(), c.nLayers(), c.eps(), c.isCausal());
    blocks = parts("h", c.nLayers(), i -> new GptBlock(shape, c.nonlin()::apply));
    lnF = part("ln_f", new LayerNorm(c.dModel(), c.eps()));
  }

  /** ids {@code [B, T]} → hidden states after the last norm {@code [B, T, D]}. */
  public Tensor hidden(Tensor ids) {
    long t = ids.size(1);
    if (t > config.nCtx()) {
      throw new IllegalArgumentException(
          "The sequence has " + t + " tokens, but n_ctx is " + config.nCtx());
    }
    Tensor x = wte.forward(ids).add(wpe.weight.slice(0, 0, t));
    for (GptBlock b : blocks) {
      x = b.forward(x);
    }
    return lnF.forward(x);
  }

  /** ids {@code [B, T]} → logits {@code [B, T, V]}. */
  public Tensor logits(Tensor ids) {
    return hidden(ids).linear(wte.weight);
  }

  /** ids {@code [B, T]} → logits of the token that follows each row {@code [B, V]}. */
  public Tensor nextLogits(Tensor ids) {
    return hidden(ids).select(1, ids.size(1) - 1).linear(wte.weight);
  }

  /** The next tokens of a text, ids {@code [1, S]} → logits behind the last {@code [1, V]}. */
  public Tensor nextLogits(Tensor ids, KvCache cache) {
    Tensor at = cache.positions(ids.torch(), ids.size(1));
    Tensor x = wte.forward(ids).add(wpe.forward(at));
    for (GptBlock b : blocks) {
      x = b.next(x, cache);
    }
    return lnF.forward(x.select(1, ids.size(1) - 1)).linear(wte.weight);
  }

  /** How text is drawn; without memory where positions see those behind them. */
  public Generator generator() {
    Vocabulary known = Vocabulary.gpt2(config.vocabSize());
    return config.isCausal()
        ? new TextGenerator(known, this, this::nextLogits, this::nextLogits, config.nCtx())
        : new TextGenerator(known, this::nextLogits, config.nCtx());
  }

  /** Mean cross entropy of ids and targets, both {@code [B, T]}; logits are never whole. */
  public Tensor loss(Tensor ids, Tensor targets) {
    return hidden(ids).linearCrossEntropy(wte.weight, targets, 0);
  }
}
