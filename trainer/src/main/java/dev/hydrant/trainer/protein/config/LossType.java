package dev.hydrant.trainer.protein.config;

/** Losses; each belongs to a style. */
public enum LossType {
  /** Of masked language models. */
  CROSS_ENTROPY,
  /** Of autoencoders: the squared distance after the best superposition. */
  KABSCH_RMSD,
  /** Of discrete diffusion. */
  SCORE_ENTROPY;

  /** The one that a style is trained with. */
  public static LossType of(Style style) {
    return switch (style) {
      case STAGE_1, STAGE_2 -> KABSCH_RMSD;
      case MLM -> CROSS_ENTROPY;
      case DISCRETE_DIFFUSION -> SCORE_ENTROPY;
    };
  }
}
