package dev.hydrant.trainer.protein.safety;

import dev.hydrant.trainer.protein.config.Consistency;
import dev.hydrant.trainer.protein.config.OdysseyConfig;

/**
 * A whole configuration.
 *
 * @param model what is built
 * @param training how it is trained
 */
public record ConfigPair(ModelConfig model, TrainingConfig training) {
  /** From the four sections. */
  public static ConfigPair of(OdysseyConfig config) {
    return new ConfigPair(
        ModelConfig.of(config.model()),
        TrainingConfig.of(config.training(), config.loss(), config.masking()));
  }

  /** The four sections. */
  public OdysseyConfig sections() {
    return new OdysseyConfig(
        model.section(), training.training(), training.loss(), training.masking());
  }

  /** Whether they go together. */
  public Consistency consistency() {
    return Consistency.of(sections());
  }
}
