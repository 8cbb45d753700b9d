package dev.hydrant.trainer.protein.inference;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.protein.model.Autoencoder;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import dev.hydrant.trainer.protein.tokens.SequenceVocabulary;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/** Turns tokens back into structures by the decoder of an autoencoder. */
public final class Detokenizer {
  private final EagerTorch torch;
  private final Autoencoder model;

  /**
   * @param torch where the weights are
   * @throws UserException if the decoder cannot do without coordinates
   */
  public Detokenizer(EagerTorch torch, Autoencoder model) {
    this.torch = torch;
    this.model = model;
    if (model.decoderSeesCoordinates()) {
      throw UserException.usage(
          "this decoder was trained with the coordinates that it is to make (model.decoder_coords:"
              + " true), so it cannot decode tokens alone.\n"
              + "Train one with model.decoder_coords=false");
    }
  }

  /** Number of codes. */
  public int codes() {
    return model.encoder().fsq().count();
  }

  /** The structure of tokens: N, CA and C, or all atoms of the residues. */
  public ProteinChain structure(TokenizedChain chain) {
    int residues = chain.tokens().length;
    long[] tokens = new long[residues + 2];
    long[] sequence = new long[residues + 2];
    sequence[0] = SequenceVocabulary.BOS;
    sequence[residues + 1] = SequenceVocabulary.EOS;
    boolean[] real = new boolean[residues + 2];
    for (int i = 0; i < residues; i++) {
      tokens[i + 1] = chain.tokens()[i];
      sequence[i + 1] = SequenceVocabulary.id(chain.sequence().charAt(i));
      real[i + 1] = true;
    }
    double[] atoms = decode(tokens, sequence, real);
    return chain(chain, atoms, atoms.length / (residues + 2) / 3);
  }

  /** {@code [L + 2, A, 3]} in Å. */
  private double[] decode(long[] tokens, long[] sequence, boolean[] real) {
    int l = tokens.length;
    try (Scope scope = torch.scope()) {
      return torch.noGrad(
          () -> {
            Tensor made =
                model.decode(
                    torch.tensor(tokens, 1, l),
                    torch.tensor(sequence, 1, l),
                    torch.tensor(real, 1, l));
            return made.toDoubles();
          });
    }
  }

  private static ProteinChain chain(TokenizedChain chain, double[] made, int slots) {
    int residues = chain.tokens().length;
    float[] coordinates = new float[residues * AtomSlots.COUNT * 3];
    short[] atoms = new short[residues];
    for (int i = 0; i < residues; i++) {
      int there = AtomSlots.NEEDED;
      if (slots == AtomSlots.COUNT) {
        there |= AtomSlots.expected(chain.sequence().charAt(i));
      }
      atoms[i] = (short) there;
      for (int slot = 0; slot < slots; slot++) {
        if ((there >> slot & 1) == 1) {
          for (int k = 0; k < 3; k++) {
            coordinates[3 * (AtomSlots.COUNT * i + slot) + k] =
                (float) made[3 * (slots * (i + 1) + slot) + k];
          }
        }
      }
    }
    return new ProteinChain(
        chain.id(),
        chain.sequence(),
        coordinates,
        atoms,
        List.of(),
        Source.named("decoded from tokens"));
  }
}
