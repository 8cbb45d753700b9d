package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;

/**
 * The states a token can be in: the tokens of the vocabulary and, where noise is a mask, that mask.
 * Inside a model the mask is always the last state, so that predictions of tokens alone are the
 * first columns of the output.
 *
 * @param count number of states S, rows of the token table
 * @param tokens number of states that can be predicted; {@code count - 1} with a mask
 * @param maskId the id that data know the mask by; −1 without mask
 */
public record States(int count, int tokens, int maskId) {
  /** The vocabulary alone. */
  public static States tokensOnly(int vocabSize) {
    return new States(vocabSize, vocabSize, -1);
  }

  /**
   * The vocabulary and a mask.
   *
   * @param absorbing id of the token that serves as mask, or −1 for a state of its own
   */
  public static States masked(int vocabSize, int absorbing) {
    return absorbing < 0
        ? new States(vocabSize + 1, vocabSize, vocabSize)
        : new States(vocabSize, vocabSize - 1, absorbing);
  }

  /** Whether noise is a mask. */
  public boolean hasMask() {
    return maskId >= 0;
  }

  /** The state of the mask. */
  public int mask() {
    return count - 1;
  }

  /** States of ids, {@code [...]}. */
  public Tensor of(Tensor ids) {
    if (!hasMask() || maskId == mask()) {
      return ids;
    }
    Tensor moved = full(ids, maskId).where(ids.eq(mask()), ids);
    return full(ids, mask()).where(ids.eq(maskId), moved);
  }

  private static Tensor full(Tensor like, long value) {
    return like.torch().full(DType.INT64, value, like.shape());
  }

  /** The state of an id, and the id of a state. */
  public long swap(long id) {
    return !hasMask() ? id : id == maskId ? mask() : id == mask() ? maskId : id;
  }
}
