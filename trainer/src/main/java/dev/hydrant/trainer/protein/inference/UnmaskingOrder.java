package dev.hydrant.trainer.protein.inference;

import java.util.Locale;

/** Which masked positions a masked language model fills in first. */
public enum UnmaskingOrder {
  /** Those whose likeliest id is likeliest. */
  CONFIDENCE,
  /** Those whose guesses have the least entropy. */
  MIN_ENTROPY,
  /** Any. */
  UNIFORM;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
