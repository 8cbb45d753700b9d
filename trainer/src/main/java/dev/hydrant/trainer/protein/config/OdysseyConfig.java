package dev.hydrant.trainer.protein.config;

/** A protein model as its users write it: four sections at the top level, all of them needed. */
public record OdysseyConfig(
    ModelSection model, TrainingSection training, LossSection loss, MaskingSection masking) {
  /** This configuration with other masks. */
  public OdysseyConfig with(MaskingSection other) {
    return new OdysseyConfig(model, training, loss, other);
  }
}
