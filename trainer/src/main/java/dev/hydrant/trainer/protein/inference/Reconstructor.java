package dev.hydrant.trainer.protein.inference;

import dev.hydrant.trainer.protein.measure.Reconstruction;
import dev.hydrant.trainer.protein.model.Autoencoder;
import dev.hydrant.trainer.protein.model.Tracks;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;

/** Encodes structures, decodes them again, and lays the result over them. */
public final class Reconstructor {
  private final EagerTorch torch;
  private final Autoencoder model;
  private final boolean allAtoms;
  private final int maxLength;

  /**
   * @param torch where the weights are
   * @param allAtoms whether the decoder makes side chains, as that of stage 2 does
   * @param maxLength most positions of a row
   */
  public Reconstructor(EagerTorch torch, Autoencoder model, boolean allAtoms, int maxLength) {
    this.torch = torch;
    this.model = model;
    this.allAtoms = allAtoms;
    this.maxLength = maxLength;
  }

  /**
   * A chain with its tokens and what was made of them.
   *
   * @param result superposed on the chain, which is cut to what the model takes
   */
  public record Made(Reconstruction result, TokenizedChain tokens) {}

  /** Reconstructs a chain; nothing of it is hidden from the encoder. */
  public Made reconstruct(ProteinChain chain) {
    int residues = Math.min(chain.length(), maxLength - 2);
    ProteinChain cut = residues == chain.length() ? chain : chain.part(chain.id(), 0, residues);
    try (Scope scope = torch.scope()) {
      AtomDetail detail = allAtoms ? AtomDetail.SIDE_CHAIN : AtomDetail.BACKBONE;
      Tracks tracks = ChainTracks.shown(torch, cut, detail, maxLength);
      Autoencoder.Reconstruction made = torch.noGrad(() -> model.reconstruct(tracks));
      double[] atoms = made.atoms().toDoubles();
      long[] ids = made.tokens().toLongs();
      int slots = atoms.length / ids.length / 3;
      double[] inner = new double[residues * slots * 3];
      System.arraycopy(atoms, slots * 3, inner, 0, inner.length);
      int[] tokens = new int[residues];
      for (int i = 0; i < residues; i++) {
        tokens[i] = (int) ids[i + 1];
      }
      int compared = slots == AtomSlots.COUNT ? Reconstruction.ALL_ATOMS : Reconstruction.BACKBONE;
      return new Made(
          Reconstruction.of(cut, inner, slots, compared),
          new TokenizedChain(cut.id(), cut.sequence(), tokens));
    }
  }
}
