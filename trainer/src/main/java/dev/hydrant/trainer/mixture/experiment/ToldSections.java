package dev.hydrant.trainer.mixture.experiment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.trainer.mixture.config.MixtureConfig;
import dev.hydrant.trainer.mixture.config.Training;
import dev.hydrant.trainer.settings.OptimizerConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.Set;

/** Sections with the values that the engine was told under its own names. */
final class ToldSections {
  /** The others have no name in the sections. */
  private static final Set<String> OPTIMIZERS = Set.of("adamw", "adam", "sgd");

  private final MixtureConfig sections;
  private final TrainConfig told;
  private final ObjectNode tree;
  private boolean changed;

  private ToldSections(MixtureConfig sections, TrainConfig told) {
    this.sections = sections;
    this.told = told;
    this.tree = ExperimentJson.of(sections);
  }

  static MixtureConfig of(MixtureConfig sections, TrainConfig told) {
    ToldSections filled = new ToldSections(sections, told);
    filled.run();
    filled.optimizer();
    return filled.changed
        ? ConfigTrees.bind(
            ConfigTrees.read(ExperimentJson.text(filled.tree), Format.JSON, "experiment"),
            MixtureConfig.class)
        : sections;
  }

  private ObjectNode section(String path) {
    return (ObjectNode) tree.at(path);
  }

  private void run() {
    if (told.loop().seed() != sections.device().seed()) {
      section("/device").put("seed", told.loop().seed());
      changed = true;
    }
    long epochs = told.loop().numEpochs().orElse(sections.training().numEpochs());
    if (epochs != sections.training().numEpochs()) {
      section("/training").put("num_epochs", epochs);
      changed = true;
    }
  }

  private void optimizer() {
    Training training = sections.training();
    Training.Optimizer own = training.optimizer();
    OptimizerConfig engine = told.optimizer();
    ObjectNode optimizer = section("/training/optimizer");
    if (engine.lr() != training.rate()) {
      section("/training").putNull("learning_rate");
      optimizer.put("learning_rate", engine.lr());
      changed = true;
    }
    if (engine.weightDecay() != own.weightDecay()) {
      optimizer.put("weight_decay", engine.weightDecay());
      changed = true;
    }
    if (engine.eps() != own.eps()) {
      optimizer.put("eps", engine.eps());
      changed = true;
    }
    if (engine.gradClip() != training.gradientClipVal().orElse(0.0)) {
      section("/training")
          .set("gradient_clip_val", JsonNodeFactory.instance.numberNode(engine.gradClip()));
      if (engine.gradClip() == 0) {
        section("/training").putNull("gradient_clip_val");
      }
      changed = true;
    }
    if (OPTIMIZERS.contains(engine.optimizer())
        && !engine.optimizer().equals(own.optimizerType())) {
      optimizer.put("optimizer_type", engine.optimizer());
      changed = true;
    }
  }
}
