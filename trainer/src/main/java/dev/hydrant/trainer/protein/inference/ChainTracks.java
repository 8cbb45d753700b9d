package dev.hydrant.trainer.protein.inference;

import dev.hydrant.trainer.protein.model.Tracks;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.tokens.ProteinBatch;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.List;

/** A single chain as a model reads it: BOS, residues, EOS. */
final class ChainTracks {
  private ChainTracks() {}

  /** Nothing is hidden. */
  static Tracks shown(EagerTorch torch, ProteinChain chain, AtomDetail detail, int maxLength) {
    return of(torch, chain, detail, maxLength, new boolean[chain.length() + 2], 0, 1);
  }

  /**
   * With hidden coordinates.
   *
   * @param masked {@code [L + 2]}, which positions' coordinates are hidden
   * @param time of a diffusion
   * @param noise at that time
   */
  static Tracks of(
      EagerTorch torch,
      ProteinChain chain,
      AtomDetail detail,
      int maxLength,
      boolean[] masked,
      long time,
      double noise) {
    ProteinBatch batch = ProteinBatch.of(List.of(chain), detail, maxLength);
    int l = batch.length();
    int a = detail.slots();
    boolean[] hidden = Arrays.copyOf(masked, l);
    return new Tracks(
        torch.tensor(batch.sequence(), 1, l),
        torch.tensor(batch.coordinates(), 1, l, a, 3),
        not(torch, batch.nonrealSequence(), l),
        not(torch, batch.nonrealCoordinates(), l),
        not(torch, batch.pad(), l),
        torch.tensor(new boolean[l], 1, l),
        torch.tensor(hidden, 1, l),
        torch.tensor(batch.atoms(), 1, l, a),
        torch.tensor(new long[] {time}, 1),
        torch.tensor(new double[] {noise}, 1),
        torch.tensor(new double[] {1}, 1));
  }

  private static Tensor not(EagerTorch torch, boolean[] values, int l) {
    return torch.tensor(values, 1, l).logicalNot();
  }
}
