package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.nn.Embedding;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Everything but the output: embeddings, blocks with value embeddings, and skips from the first
 * half of the blocks to the second, last made first used, as in a U-net.
 */
public final class Trunk extends Module {
  /** Added to mean squares in norms. */
  public static final double EPS = 1e-6;

  /** What the layers of one forward pass share. */
  public record Shared(AttentionMask far, AttentionMask near, Rotary rotary) {}

  private final CurrentBestConfig config;
  private final Embedding embed;
  private final List<Embedding> valueEmbeds;
  private final List<Block> blocks;
  private final Parameter skips;

  /** With window attention. */
  public Trunk(CurrentBestConfig c) {
    this(c, i -> new WindowAttention(c));
  }

  /**
   * @param mixer makes the attention of a block, by its index
   */
  public Trunk(CurrentBestConfig c, IntFunction<Mixer> mixer) {
    config = c;
    embed = part("embed", new Embedding(c.vocabSize(), c.modelDim(), Init.normal(1)));
    valueEmbeds =
        parts(
            "value_embeds",
            c.valueTables(),
            i -> new Embedding(c.vocabSize(), c.modelDim(), Init.normal(1)));
    blocks =
        parts(
            "blocks",
            c.numLayers(),
            i -> new Block(c.modelDim(), c.hasAttention(i) ? mixer.apply(i) : null));
    skips = parameter("skip_weights", Init.ones(), c.numLayers() - c.numLayers() / 2);
  }

  /** The initial values of matrices that are not zero: uniform with deviation 0.5/√fanIn. */
  public static Init casted(long fanIn) {
    return Init.uniform(Math.sqrt(3) * 0.5 / Math.sqrt(fanIn));
  }

  /** The normed embedding of ids {@code [B, T]}, {@code [B, T, D]}. */
  public Tensor embed(Tensor ids) {
    return embed.forward(ids).rmsNorm(EPS);
  }

  /** Masks and rotary tables for rows of ids {@code [B, T]}. */
  public Shared shared(Tensor ids, AttentionWindow window) {
    AttentionMask far = AttentionMask.of(ids, config.eosId(), config.blockSize(), window);
    AttentionMask near =
        window.current() == null
            ? far
            : AttentionMask.of(ids, config.eosId(), config.blockSize(), window.half());
    return new Shared(far, near, rotary(ids));
  }

  /**
   * As above, for the next tokens of a text, ids {@code [1, S]}.
   *
   * @param window null for mixers that need no masks
   */
  public Shared shared(Tensor ids, AttentionWindow window, KvCache cache) {
    Rotary rotary =
        Rotary.at(cache.positions(ids.torch(), ids.size(1)), config.rotaryFrequencies());
    if (window == null) {
      return new Shared(CachedAttentionMask.of(cache), CachedAttentionMask.of(cache), rotary);
    }
    CachedAttentionMask.Documents documents =
        CachedAttentionMask.Documents.of(ids, config.eosId(), cache);
    CachedAttentionMask far = CachedAttentionMask.of(cache, documents, config.blockSize(), window);
    CachedAttentionMask near =
        window.current() == null
            ? far
            : CachedAttentionMask.of(cache, documents, config.blockSize(), window.half());
    return new Shared(far, near, rotary);
  }

  /** Rotary tables alone, for mixers that need no masks. */
  Shared positions(Tensor ids) {
    return new Shared(null, null, rotary(ids));
  }

  private Rotary rotary(Tensor ids) {
    return Rotary.of(ids.torch(), ids.size(1), config.rotaryFrequencies());
  }

  /** ids {@code [B, T]} → normed hidden states {@code [B, T, D]}. */
  public Tensor forward(Tensor ids, Shared shared) {
    Tensor first = embed(ids);
    Tensor x = first;
    Deque<Tensor> skipped = new ArrayDeque<>();
    int half = blocks.size() / 2;
    for (int i = 0; i < blocks.size(); i++) {
      if (i >= half && !skipped.isEmpty()) {
        x = x.add(skipped.pop().mul(skips.select(0, i - half)));
      }
      int table = config.valueTable(i);
      Tensor values =
          table < 0 || !config.hasAttention(i) ? null : valueEmbeds.get(table).forward(ids);
      AttentionMask mask = config.seesFar(i) ? shared.far() : shared.near();
      x = blocks.get(i).forward(x, first, values, mask, shared.rotary());
      if (i < half) {
        skipped.push(x);
      }
    }
    return x.rmsNorm(EPS);
  }
}
