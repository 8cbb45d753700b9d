package dev.hydrant.trainer.protein.safety;

import dev.hydrant.trainer.protein.config.Style;

/** What a file may be: the whole table, so that no name in a file is ever looked up elsewhere. */
public enum ConfigClass {
  /** A model of {@code stage_1} or {@code stage_2}. */
  FSQ("FSQConfig"),
  /** A model of {@code mlm} or {@code discrete_diffusion}. */
  TRUNK("TrunkConfig"),
  /** How a model is trained. */
  TRAINING("TrainingConfig");

  /** The key that holds it. */
  static final String KEY = "_config_class";

  private final String tag;

  ConfigClass(String tag) {
    this.tag = tag;
  }

  /** As it stands in a file. */
  public String tag() {
    return tag;
  }

  /** The class of models of a style. */
  public static ConfigClass of(Style style) {
    return style.isAutoencoder() ? FSQ : TRUNK;
  }
}
