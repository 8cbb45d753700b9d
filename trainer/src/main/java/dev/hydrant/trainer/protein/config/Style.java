package dev.hydrant.trainer.protein.config;

/** What a protein model learns to do; decides its loss. */
public enum Style {
  /** Encoder, quantizer and decoder of backbones, from scratch. */
  STAGE_1,
  /** A decoder of all atoms, from the tokens of a finished encoder. */
  STAGE_2,
  /** A trunk that fills in masked residues and structure tokens. */
  MLM,
  /** A trunk that learns the scores of a discrete diffusion. */
  DISCRETE_DIFFUSION;

  /** Whether it is one of the two autoencoders. */
  public boolean isAutoencoder() {
    return this == STAGE_1 || this == STAGE_2;
  }

  /** Whether it reads both sequence and structure tokens. */
  public boolean isTrunk() {
    return !isAutoencoder();
  }
}
