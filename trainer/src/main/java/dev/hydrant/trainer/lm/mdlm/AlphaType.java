package dev.hydrant.trainer.lm.mdlm;

/** How the share of tokens still visible falls with time. */
public enum AlphaType {
  /** As the square of a cosine (Nichol and Dhariwal 2021, arXiv 2102.09672). */
  COSINE,
  LINEAR
}
