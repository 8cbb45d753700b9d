package dev.hydrant.trainer.lm.recurrentdepth;

import dev.hydrant.trainer.lm.GptEmbedding;
import dev.hydrant.trainer.nn.GptBlock;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * A transformer whose middle is repeated on a latent state as often as one likes (Geiping et al.
 * 2025, arXiv 2502.05171): the prelude makes e of the tokens; from a random state, each repetition
 * of the core sees state and e; the coda reads the last state. The core's weights exist once.
 */
public final class RecurrentDepth extends Module {
  private static final double STD = 0.02;
  private static final double EPS = 1e-5;

  /** A block, over whole rows where past is null, else over the next tokens of a text. */
  @FunctionalInterface
  private interface Layer {
    Tensor apply(Tensor x, KvCache cache);
  }

  private final RecurrentDepthConfig config;
  private final GptEmbedding embedding;
  private final List<Layer> prelude;
  private final List<Layer> core;
  private final List<Layer> coda;
  private final Linear adapter;
  private final LayerNorm lnF;
  private final Linear head;

  public RecurrentDepth(RecurrentDepthConfig c) {
    config = c;
    int d = c.dModel();
    embedding = part("transformer", new GptEmbedding(c.vocabSize(), c.nCtx(), d));
    prelude = blocks("prelude", c.lP());
    core = blocks("core", c.lCore());
    coda = blocks("coda", c.lC());
    adapter =
        c.isConcat()
            ? part("adapter", new Linear(2L * d, d, Init.normal(STD), Init.zeros()))
            : null;
    lnF = part("ln_f", new LayerNorm(d, EPS));
    head =
        c.tieEmbeddings()
            ? null
            : part("lm_head", new Linear(d, c.vocabSize(), Init.normal(STD), null));
    if (head != null) {
      head.weight.tag("head");
    }
  }

  private List<Layer> blocks(String name, int n) {
    int d = config.dModel();
    int depth = config.meanDepth();
    if (config.isSandwich()) {
      return parts(name, n, i -> new SandwichBlock(d, config.numHeads(), depth)).stream()
          .<Layer>map(b -> (x, cache) -> cache == null ? b.forward(x) : b.next(x, cache))
          .toList();
    }
    GptBlock.Shape shape = new GptBlock.Shape(d, config.numHeads(), 4, depth, EPS, true);
    return parts(name, n, i -> new GptBlock(shape, Tensor::geluTanh)).stream()
        .<Layer>map(b -> (x, cache) -> cache == null ? b.forward(x) : b.next(x, cache))
        .toList();
  }

  private static Tensor through(List<Layer> blocks, Tensor x, KvCache cache) {
    for (Layer b : blocks) {
      x = b.apply(x, cache);
    }
    return x;
  }

  /**
   * ids {@code [B, T]} → hidden states after the last norm {@code [B, T, D]}. The gradient flows
   * through the last {@code k_trunc} repetitions, and from each of them into the prelude.
   *
   * @param repetitions of the core, at least 1
   */
  public Tensor hidden(Tensor ids, int repetitions) {
    Tensor e = encode(ids);
    return hidden(e, start(e), repetitions);
  }

  /** What the prelude makes of ids {@code [B, T]}: {@code [B, T, D]}. */
  Tensor encode(Tensor ids) {
    return through(prelude, embedding.forward(ids), null);
  }

  /** As {@link #hidden(Tensor, int)}, of what the prelude made and from a given state. */
  Tensor hidden(Tensor e, Tensor start, int repetitions) {
    int fixed = Math.max(0, repetitions - config.kTrunc());
    Tensor s = fixed == 0 ? start : e.torch().constant(() -> repeat(start, e, fixed, null));
    return lnF.forward(through(coda, repeat(s, e, repetitions - fixed, null), null));
  }

  Tensor start(Tensor e) {
    return config.s0Std() == 0
        ? e.torch().full(e.dtype(), 0, e.shape())
        : e.torch().random("s0").normal(e.shape()).mul(config.s0Std());
  }

  /** The state after some repetitions from another. */
  Tensor repeat(Tensor s, Tensor e, int times) {
    return repeat(s, e, times, null);
  }

  private Tensor repeat(Tensor s, Tensor e, int times, KvCache cache) {
    for (int i = 0; i < times; i++) {
      Tensor in = adapter == null ? s.add(e) : adapter.forward(Torch.cat(List.of(s, e), -1));
      s = through(core, in, cache);
    }
    return s;
  }

  /** ids {@code [B, T]} → logits {@code [B, T, V]}. */
  public Tensor logits(Tensor ids, int repetitions) {
    return output(hidden(ids, repetitions));
  }

  /**
   * A whole text, or its next tokens, ids {@code [1, S]} → logits behind the last {@code [1, V]}.
   * Each repetition of the core remembers what it saw for itself.
   *
   * @param first states of the places of a row, {@code [T, D]}
   * @param cache null for a whole text
   */
  Tensor nextLogits(Tensor ids, Tensor first, KvCache cache) {
    long n = ids.size(1);
    Tensor start =
        cache == null || cache.isEmpty()
            ? first.slice(0, 0, n)
            : first.indexSelect(0, cache.positions(ids.torch(), n));
    Tensor x = cache == null ? embedding.forward(ids) : embedding.next(ids, cache);
    Tensor e = through(prelude, x, cache);
    Tensor s = repeat(start.unsqueeze(0), e, config.evalRecurrence(), cache);
    return output(lnF.forward(through(coda, s, cache).select(1, n - 1)));
  }

  private Tensor output(Tensor x) {
    return head == null ? embedding.logits(x) : head.forward(x);
  }

  /** Mean cross entropy of ids and targets, both {@code [B, T]}; logits are never whole. */
  public Tensor loss(Tensor ids, Tensor targets, int repetitions) {
    return crossEntropy(hidden(ids, repetitions), targets);
  }

  /** Mean cross entropy of what follows hidden states {@code [B, T, D]}. */
  Tensor crossEntropy(Tensor x, Tensor targets) {
    return head == null
        ? embedding.loss(x, targets)
        : x.linearCrossEntropy(head.weight, targets, 0);
  }
}
