package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.torch.Tensor;

/**
 * What the next tokens of a text see: each other and those before them, as {@link AttentionMask}
 * has it.
 */
public final class CachedAttentionMask extends AttentionMask {
  private final KvCache cache;
  private final KvCache.Bias bias;

  private CachedAttentionMask(KvCache cache, KvCache.Bias bias) {
    this.cache = cache;
    this.bias = bias;
  }

  /** For mixers that decide themselves what they see. */
  static CachedAttentionMask of(KvCache cache) {
    return new CachedAttentionMask(cache, null);
  }

  /**
   * The documents that tokens are part of, as counts of those that began.
   *
   * @param before of the old tokens {@code [1, N]}, or null if there are none
   * @param now of the new ones {@code [1, S]}
   */
  record Documents(Tensor before, Tensor now) {
    /**
     * @param ids {@code [1, S]}
     * @param eos the id that opens a document
     */
    static Documents of(Tensor ids, long eos, KvCache cache) {
      Tensor opens = ids.eq(eos);
      Tensor old = cache.keepFlag(opens);
      Tensor now = opens.to(ids.dtype()).cumsum(1);
      if (old == null) {
        return new Documents(null, now);
      }
      Tensor counted = old.logicalAnd(cache.isThere(old.size(1))).to(ids.dtype());
      return new Documents(counted.cumsum(1), now.add(counted.sum(1, true)));
    }
  }

  /** Within documents and within a window of whole blocks. */
  static CachedAttentionMask of(
      KvCache cache, Documents documents, int blockSize, AttentionWindow window) {
    Tensor own = documents.now().squeeze(0).unsqueeze(1);
    Tensor places = cache.positions(own.torch(), own.size(0));
    Tensor among = own.eq(documents.now());
    among = among.logicalAnd(places.unsqueeze(0).le(places.unsqueeze(1)));
    among = within(window, blockSize, places, places, among);
    Tensor before = null;
    if (documents.before() != null) {
      Tensor old = own.torch().arange(documents.before().size(1));
      before = within(window, blockSize, places, old, own.eq(documents.before()));
    }
    return new CachedAttentionMask(cache, cache.bias(before, among));
  }

  private static Tensor within(
      AttentionWindow window, int blockSize, Tensor queries, Tensor keys, Tensor seen) {
    if (window.current() == null) {
      return seen;
    }
    Tensor back =
        queries.floorDivide(blockSize).unsqueeze(1).sub(keys.floorDivide(blockSize).unsqueeze(0));
    return seen.logicalAnd(back.to(window.current().dtype()).lt(window.current()));
  }

  /** What was left behind by the tokens before. */
  public KvCache cache() {
    return cache;
  }

  @Override
  Tensor attend(Tensor q, Tensor k, Tensor v, double scale) {
    return cache.attend(q, k, v, scale, bias);
  }
}
