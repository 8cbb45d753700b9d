package dev.hydrant.trainer.mixture;

import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.mixture.config.MixtureConfig;
import dev.hydrant.trainer.mixture.experiment.EngineKeys;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.report.Headline;
import dev.hydrant.trainer.report.Headline.Direction;
import dev.hydrant.trainer.report.Headlines;
import java.nio.file.Path;
import java.util.List;

/** Registers transformers that denoise Gaussian mixtures in context, as type {@code mixture}. */
public final class MixtureAdapter implements ModelAdapter<MixtureConfig> {
  /** A file as the run directory's {@code config.json} is the primary config. */
  private static final ConfigFlag FROM_JSON =
      new ConfigFlag(
          "--from-json", "FILE", "An experiment that was saved", true, MixtureAdapter::fileWords);

  private static final ConfigFlag RESUME =
      new ConfigFlag(
          "--resume",
          "[RUN]",
          "Go on from a run; without one from that of the run directory",
          false,
          run -> List.of("resume=" + (run.isEmpty() ? "auto" : run)));

  private static List<String> fileWords(String value) {
    Path file = Path.of(value).toAbsolutePath();
    return List.of(
        "--config-path=" + file.getParent(),
        "--config-name=" + file.getFileName().toString().replaceFirst("\\.json$", ""));
  }

  @Override
  public String type() {
    return "mixture";
  }

  @Override
  public String description() {
    return "Gaussian mixtures in context (after Lee et al. 2019, Set Transformer)";
  }

  @Override
  public Class<MixtureConfig> configType() {
    return MixtureConfig.class;
  }

  @Override
  public String configKey() {
    return "";
  }

  @Override
  public boolean recognises(MapNode tree) {
    return tree.get("model") instanceof MapNode model
        && model.get("transformer") != null
        && tree.get("data") != null
        && tree.get("training") != null;
  }

  @Override
  public MapNode engineView(MapNode tree) {
    return EngineKeys.of(tree);
  }

  @Override
  public List<ConfigFlag> flags() {
    return List.of(
        ConfigFlag.key("--experiment-preset", "NAME", "gmm/experiment"),
        ConfigFlag.key("--model-preset", "NAME", "gmm/model"),
        ConfigFlag.key("--training-preset", "NAME", "gmm/training"),
        ConfigFlag.key("--data-preset", "NAME", "gmm/data"),
        ConfigFlag.key("--validation-preset", "NAME", "gmm/validation"),
        ConfigFlag.key("--experiment-name", "NAME", "metadata.experiment_name"),
        ConfigFlag.key("--output-dir", "DIR", "hydra.run.dir"),
        ConfigFlag.key("--device", "DEVICE", "device.device"),
        ConfigFlag.override("--set"),
        RESUME,
        FROM_JSON);
  }

  @Override
  public Headlines headlines(MixtureConfig config) {
    return new Headlines(
        "_",
        List.of(
            new Headline("loss", "loss", "", Direction.MIN, "%.4f"),
            new Headline("mse", "squared error", "", Direction.MIN, "%.4f"),
            new Headline("excess", "excess", "", Direction.MIN, "%.3f")));
  }

  @Override
  public TrainableModel create(MixtureConfig config, ModelContext context) {
    return new MixtureModel(config, new RunArtefacts(context.config(), context.tree()));
  }
}
