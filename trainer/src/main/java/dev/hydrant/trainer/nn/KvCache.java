package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pass over the next S tokens of a text knows of those before it: rows, such as keys and
 * values, that earlier passes left behind. Layers hand in the rows of the new tokens and see the
 * old ones; what belongs together is told by the order of the calls, which is the same in each
 * pass.
 *
 * <p>Old rows lie in memory with room for N tokens, of which the first P are there. As P is a
 * tensor, a pass can be recorded once and run for every P up to N.
 */
public final class KvCache {
  /** Rows that a pass leaves behind, {@code [..., ⌈S/stride⌉, d]}: one for so many tokens. */
  public record Rows(Tensor rows, int stride) {}

  /**
   * Whom the new tokens see, as what is added to scores.
   *
   * @param before of the old tokens, {@code [1, 1, S or 1, N]}; null if there are none
   * @param among of the new ones, {@code [1, 1, S, S]}
   */
  public record Bias(Tensor before, Tensor among) {}

  private final Tensor length;
  private final List<Tensor> kept;
  private final List<Rows> added = new ArrayList<>();
  private Bias causal;

  /** Before the first token. */
  public KvCache() {
    this(null, List.of());
  }

  /**
   * @param length number of old tokens P, INT64 {@code [1]}; null for none
   * @param kept what they left behind, {@code [..., N, d]} each
   */
  public KvCache(Tensor length, List<Tensor> kept) {
    this.length = length;
    this.kept = kept;
  }

  /** Whether there are no old tokens. */
  public boolean isEmpty() {
    return length == null;
  }

  /** The number of old tokens P, INT64 {@code [1]}; null for none. */
  public Tensor length() {
    return length;
  }

  /** The positions P … P + S − 1 of the new tokens, INT64 {@code [S]}. */
  public Tensor positions(Torch torch, long s) {
    return length == null ? torch.arange(s) : torch.arange(s).add(length);
  }

  /** Which of the places for old tokens are taken, BOOL {@code [N]}. */
  public Tensor isThere(long n) {
    return length.torch().arange(n).lt(length);
  }

  /** All that was left behind in this pass. */
  public List<Rows> added() {
    return added;
  }

  /**
   * Leaves a row of each new token behind.
   *
   * @param rows {@code [..., S, d]}
   * @return the old ones {@code [..., N, d]}, or null if there are none
   */
  public Tensor keep(Tensor rows) {
    return keep(rows, 1);
  }

  /**
   * Leaves a row for each {@code stride} tokens behind. That of position p is at p / stride, and
   * replaces what is there.
   */
  public Tensor keep(Tensor rows, int stride) {
    added.add(new Rows(rows, stride));
    return isEmpty() ? null : kept.get(added.size() - 1);
  }

  /** As {@link #keep(Tensor)}, a flag of each new token: BOOL {@code [1, S]} → {@code [1, N]}. */
  public Tensor keepFlag(Tensor flag) {
    Tensor before = keep(flag.to(DType.INT64).unsqueeze(-1));
    return before == null ? null : before.squeeze(-1).gt(0);
  }

  /**
   * Says whom the new tokens see.
   *
   * @param before which old ones, BOOL {@code [S or 1, N]}; null if there are none
   * @param among which new ones, BOOL {@code [S, S]}; no row may be hidden entirely
   */
  public Bias bias(Tensor before, Tensor among) {
    DType type = among.torch().floatType();
    Tensor old =
        before == null ? null : before.logicalAnd(isThere(before.size(-1))).attentionBias(type);
    return new Bias(old, among.attentionBias(type));
  }

  /** All old tokens, and the new ones up to itself. */
  private Bias causal(Torch torch, long s, long n) {
    if (causal == null) {
      Tensor all = torch.arange(n).ge(0).unsqueeze(0);
      causal = bias(all, torch.causalMask(s));
    }
    return causal;
  }

  /**
   * Attention of the new tokens to the old ones and, causally, to each other.
   *
   * @param cache null for whole texts at once
   * @param q {@code [B, H, S, d]}, as k and v; B is 1 unless past is null
   * @param scale factor of the scores; NaN means {@code 1/√d}
   * @return {@code [B, H, S, d]}
   */
  public static Tensor attend(KvCache cache, Tensor q, Tensor k, Tensor v, double scale) {
    if (cache == null || cache.isEmpty()) {
      if (cache != null) {
        cache.keep(k);
        cache.keep(v);
      }
      return q.attention(k, v, null, true, scale);
    }
    long n = cache.kept.get(cache.added.size()).size(-2);
    return cache.attend(q, k, v, scale, cache.causal(q.torch(), q.size(-2), n));
  }

  /**
   * As {@link #attend(KvCache, Tensor, Tensor, Tensor, double)}, where a bias says who sees whom.
   */
  public Tensor attend(Tensor q, Tensor k, Tensor v, double scale, Bias bias) {
    double s = Double.isNaN(scale) ? 1 / Math.sqrt(q.size(-1)) : scale;
    Tensor keys = keep(k);
    Tensor values = keep(v);
    if (keys == null) {
      return q.biasedAttention(k, v, bias.among(), s);
    }
    // Scores of old and new keys are joined, which are small, and not the keys themselves.
    Tensor scaled = q.mul(s);
    Tensor before = scaled.matmul(keys.transpose(-1, -2)).add(bias.before());
    Tensor among = scaled.matmul(k.transpose(-1, -2)).add(bias.among());
    long n = keys.size(-2);
    Tensor p = Torch.cat(List.of(before, among), -1).softmax(-1);
    return p.slice(-1, 0, n).matmul(values).add(p.slice(-1, n, n + k.size(-2)).matmul(v));
  }
}
