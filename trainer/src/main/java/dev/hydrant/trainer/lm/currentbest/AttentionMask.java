package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * What each position of a row may see: itself and those before it, within its document and within a
 * window of whole blocks. Made once for all layers of equal sight.
 *
 * <p>Up to {@value #WHOLE} positions it is one mask. Beyond, queries are worked off in chunks with
 * the keys their window can reach, so that cost grows with T times window, not T².
 */
public sealed class AttentionMask permits CachedAttentionMask {
  private static final int WHOLE = 4096;
  private static final int CHUNK = 2048;

  /** Queries {@code [from, to)} with keys {@code [first, to)} and their mask. */
  private record Part(long from, long to, long first, Tensor bias) {}

  private final List<Part> parts;

  /** For sights that attend otherwise. */
  AttentionMask() {
    this(List.of());
  }

  private AttentionMask(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * @param ids {@code [B, T]}
   * @param eos the id that opens a document
   */
  static AttentionMask of(Tensor ids, long eos, int blockSize, AttentionWindow window) {
    return of(ids, eos, blockSize, window, ids.size(1) <= WHOLE ? ids.size(1) : CHUNK);
  }

  /** As above, with chunks of a given length, a multiple of the block size unless there is one. */
  static AttentionMask of(Tensor ids, long eos, int blockSize, AttentionWindow window, long chunk) {
    long length = ids.size(1);
    Tensor documents = ids.eq(eos).to(ids.dtype()).cumsum(1);
    List<Part> parts = new ArrayList<>();
    for (long from = 0; from < length; from += chunk) {
      long to = Math.min(from + chunk, length);
      long first = 0;
      if (window.bound() < length / blockSize) {
        first = Math.max(0, from / blockSize - window.bound() + 1) * blockSize;
      }
      parts.add(new Part(from, to, first, bias(documents, from, to, first, blockSize, window)));
    }
    return new AttentionMask(List.copyOf(parts));
  }

  /** {@code [B, 1, to − from, to − first]}. */
  private static Tensor bias(
      Tensor documents, long from, long to, long first, int blockSize, AttentionWindow window) {
    Torch torch = documents.torch();
    Tensor i = torch.arange(from, to, 1).unsqueeze(1);
    Tensor j = torch.arange(first, to, 1).unsqueeze(0);
    Tensor seen = j.le(i);
    if (window.current() != null) {
      Tensor back = i.floorDivide(blockSize).sub(j.floorDivide(blockSize));
      seen = seen.logicalAnd(back.to(torch.floatType()).lt(window.current()));
    }
    Tensor own = documents.slice(1, from, to).unsqueeze(2);
    Tensor same = own.eq(documents.slice(1, first, to).unsqueeze(1));
    return same.logicalAnd(seen).unsqueeze(1).attentionBias(torch.floatType());
  }

  /** Attention of q, k and v, {@code [B, H, T, d]} each. */
  Tensor attend(Tensor q, Tensor k, Tensor v, double scale) {
    List<Tensor> out = new ArrayList<>();
    for (Part p : parts) {
      out.add(
          q.slice(2, p.from(), p.to())
              .biasedAttention(
                  k.slice(2, p.first(), p.to()), v.slice(2, p.first(), p.to()), p.bias(), scale));
    }
    return out.size() == 1 ? out.get(0) : Torch.cat(out, 2);
  }
}
