package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.torch.Tensor;
import java.util.Map;

/**
 * A batch of proteins with what is hidden of them: B rows of BOS, residues, EOS, padding, L
 * positions each. Rows that only fill a batch up are padding throughout.
 *
 * @param sequence INT64 {@code [B, L]}, ids of residues
 * @param coordinates {@code [B, L, A, 3]} in Å
 * @param realSequence BOOL {@code [B, L]}, false at BOS, EOS, padding and unknown residues
 * @param real BOOL {@code [B, L]}, false at BOS, EOS and padding
 * @param present BOOL {@code [B, L]}, false at padding
 * @param maskedSequence BOOL {@code [B, L]}, which residues are hidden
 * @param masked BOOL {@code [B, L]}, which coordinates and structure tokens are hidden
 * @param atoms BOOL {@code [B, L, A]}, which slots hold an atom
 * @param time INT64 {@code [B]}, number of the step of a diffusion
 * @param noise {@code [B]}, the total noise σ̄ at that time
 * @param rate {@code [B]}, how fast it grows there
 */
public record Tracks(
    Tensor sequence,
    Tensor coordinates,
    Tensor realSequence,
    Tensor real,
    Tensor present,
    Tensor maskedSequence,
    Tensor masked,
    Tensor atoms,
    Tensor time,
    Tensor noise,
    Tensor rate) {
  /** Names of the arrays. */
  public static final String SEQUENCE = "sequence";

  public static final String COORDINATES = "coordinates";
  public static final String REAL_SEQUENCE = "real_sequence";
  public static final String REAL = "real";
  public static final String PRESENT = "present";
  public static final String MASKED_SEQUENCE = "masked_sequence";
  public static final String MASKED = "masked";
  public static final String ATOMS = "atoms";
  public static final String TIME = "time";
  public static final String NOISE = "noise";
  public static final String RATE = "rate";

  /** The tensors of a batch under the names above. */
  public static Tracks of(Map<String, Tensor> batch) {
    return new Tracks(
        batch.get(SEQUENCE),
        batch.get(COORDINATES),
        batch.get(REAL_SEQUENCE),
        batch.get(REAL),
        batch.get(PRESENT),
        batch.get(MASKED_SEQUENCE),
        batch.get(MASKED),
        batch.get(ATOMS),
        batch.get(TIME),
        batch.get(NOISE),
        batch.get(RATE));
  }

  /** Residues whose coordinates a model may look at, BOOL {@code [B, L]}. */
  Tensor seen() {
    return real.logicalAnd(masked.logicalNot());
  }

  /** The coordinates of some residues, 0 elsewhere. */
  Tensor coordinatesOf(Tensor residues) {
    return coordinates.mul(residues.to(coordinates.dtype()).unsqueeze(-1).unsqueeze(-1));
  }
}
