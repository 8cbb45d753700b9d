package dev.hydrant.trainer.protein.inference;

import dev.hydrant.trainer.protein.model.StructureEncoder;
import dev.hydrant.trainer.protein.model.Tracks;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;

/** Turns structures into tokens by the encoder of any protein model. */
public final class Tokenizer {
  private final EagerTorch torch;
  private final StructureEncoder encoder;

  /**
   * @param torch where the encoder's weights are
   */
  public Tokenizer(EagerTorch torch, StructureEncoder encoder) {
    this.torch = torch;
    this.encoder = encoder;
  }

  /** Most residues of a chain; more are cut at the end. */
  public int mostResidues() {
    return encoder.shape().maxLength() - 2;
  }

  /** The tokens of a chain's residues. */
  public TokenizedChain tokenize(ProteinChain chain) {
    try (Scope scope = torch.scope()) {
      Tracks tracks =
          ChainTracks.shown(torch, chain, AtomDetail.BACKBONE, encoder.shape().maxLength());
      long[] ids = torch.noGrad(() -> encoder.encode(tracks, tracks.real()).tokens().toLongs());
      int residues = ids.length - 2;
      int[] tokens = new int[residues];
      for (int i = 0; i < residues; i++) {
        tokens[i] = (int) ids[i + 1];
      }
      return new TokenizedChain(chain.id(), chain.sequence().substring(0, residues), tokens);
    }
  }
}
