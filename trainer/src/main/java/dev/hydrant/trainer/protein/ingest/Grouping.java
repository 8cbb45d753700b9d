package dev.hydrant.trainer.protein.ingest;

import java.util.Locale;

/** Which chains stay together when some are set aside for validation. */
public enum Grouping {
  /** None: training splits at random. */
  NONE,
  /** Chains of similar sequences. */
  FAMILY,
  /** Chains of files that lie in one folder. */
  FOLDER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
