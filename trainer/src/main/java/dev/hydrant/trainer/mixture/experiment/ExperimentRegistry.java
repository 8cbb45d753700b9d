package dev.hydrant.trainer.mixture.experiment;

import java.util.List;

/** Makes experiments of one preset of each component. */
public final class ExperimentRegistry {
  private final Presets presets;

  public ExperimentRegistry(Presets presets) {
    this.presets = presets;
  }

  /**
   * An experiment named after its components, on the device that {@code DEVICE} names, else on the
   * one that the machine has.
   *
   * @throws dev.hydrant.trainer.error.UserException if a component has no such preset
   */
  public ExperimentConfig experimentConfig(
      String model, String training, String data, String validation) {
    return of(model, training, data, validation)
        .with("metadata.experiment_name", "%s_%s_%s".formatted(model, training, data));
  }

  /**
   * An experiment.
   *
   * @param device auto, cpu, cuda or cuda:N
   * @param name of the experiment
   */
  public ExperimentConfig experimentConfig(
      String model, String training, String data, String validation, String device, String name) {
    return of(model, training, data, validation)
        .with("device.device", device)
        .with("metadata.experiment_name", name);
  }

  private ExperimentConfig of(String model, String training, String data, String validation) {
    presets.require("model", model);
    presets.require("training", training);
    presets.require("data", data);
    presets.require("validation", validation);
    return presets.get(
        "standard",
        List.of(
            "gmm/model=" + model,
            "gmm/training=" + training,
            "gmm/data=" + data,
            "gmm/validation=" + validation));
  }
}
