package dev.hydrant.trainer.protein.config;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** The section {@code loss}: what is minimised. */
public record LossSection(
    @Doc("cross_entropy, kabsch_rmsd or score_entropy; the style decides what is minimised.")
        LossType type,
    @Doc("How much the two tracks of a trunk count.") Optional<Weights> weights,
    @Doc("Which positions cross entropy counts.") Optional<LossElements> lossElements,
    @Doc("Which residues the superposition compares.") @Default("non_masked")
        RmsdElements rmsdElements,
    @Doc("Whether stage_2 leaves out slots without an atom; false compares them with the origin.")
        @Default("true")
        boolean maskMissingAtoms,
    @Doc("absorb: masked positions alone; origin: all.") @Default("absorb")
        ScoreEntropyVariant scoreEntropyVariant,
    @Doc("Subtract ln(e^σ − 1) and ln(V − 1) from the logits of a diffusion.") @Default("true")
        boolean scaleBySigma,
    @Doc("Ids that a diffusion may turn a mask into: all of the table, or residues and codes.")
        @Default("all")
        ScoreColumns scoreColumns) {

  /** Weights of the tracks. */
  public record Weights(@Range(min = 0) double sequence, @Range(min = 0) double structure) {
    @Check("sequence and structure must not both be 0")
    boolean isSome() {
      return sequence > 0 || structure > 0;
    }
  }

  /** Positions that count in a cross entropy. */
  public enum LossElements {
    /** Those that are masked. */
    MASKED,
    /** All residues. */
    NON_BEOSPANK,
    /** Residues that are not masked. */
    NON_SPECIAL
  }

  /** Residues that are superposed. */
  public enum RmsdElements {
    /** Those that the model did not see. */
    MASKED,
    /** All. */
    NON_BEOSPANK,
    /** Those that the model saw. */
    NON_MASKED
  }

  /** Which positions a score entropy counts. */
  public enum ScoreEntropyVariant {
    /** Masked ones, as the objective of absorbing diffusion says (arXiv 2310.16834). */
    ABSORB,
    /** All, as Odyssey's first program did. */
    ORIGIN
  }

  /** Columns of the scores. */
  public enum ScoreColumns {
    /** Every id. */
    ALL,
    /** Residues and codes, and the mask. */
    CONTENT
  }

  /** The weights, 1 and 1 where none are given. */
  public Weights weightsOrOnes() {
    return weights.orElse(new Weights(1, 1));
  }
}
