package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.torch.Tensor;

/**
 * One of the two tracks of a trunk, as its losses see it.
 *
 * @param name {@code seq} or {@code struct}
 * @param content number of ids that are residues or codes; five special ones follow, the second is
 *     the mask
 * @param ids the true ids, INT64 {@code [B, L]}
 * @param real BOOL {@code [B, L]}, where there is something to guess
 * @param masked BOOL {@code [B, L]}
 */
record Track(String name, int content, Tensor ids, Tensor real, Tensor masked) {
  /** Number of ids. */
  int size() {
    return content + 5;
  }

  /** The id of the mask. */
  int mask() {
    return content + 1;
  }

  /** What the trunk reads. */
  Tensor input() {
    return ids.maskedFill(masked, mask());
  }
}
