package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.trainer.protein.config.LossSection;
import dev.hydrant.trainer.protein.config.LossType;
import dev.hydrant.trainer.protein.config.MaskingSection;
import dev.hydrant.trainer.protein.config.MaskingSection.Strategy;
import dev.hydrant.trainer.protein.config.TrainingSection;
import dev.hydrant.trainer.settings.RecordValues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The sections of training in the form of Odyssey's JSON, and back. */
final class TrainingJson {
  private static final String MASK = "mask_config";
  private static final String LOSS = "loss_config";
  private static final String SEQUENCE = "seq_loss_weight";
  private static final String STRUCTURE = "struct_loss_weight";

  private static final String USUAL =
      """
      {"training": {"batch_size": 1, "max_epochs": 1, "learning_rate": 1, "data_dir": "x"},
       "loss": {"type": "kabsch_rmsd"}, "masking": {"strategy": "none"}}
      """;

  private TrainingJson() {}

  static Map<String, Object> values(TrainingConfig.Sections sections) {
    TrainingConfig.Sections usual =
        ConfigTrees.bind(
            ConfigTrees.read(USUAL, Format.JSON, "defaults"), TrainingConfig.Sections.class);
    TrainingSection training = sections.training();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("batch_size", training.batchSize());
    values.put("max_epochs", training.maxEpochs());
    values.put("learning_rate", training.learningRate());
    values.put(MASK, mask(sections.masking(), usual.masking()));
    values.put(LOSS, loss(sections.loss(), usual.loss()));
    values.put("data_dir", training.dataDir().toString());
    values.put("checkpoint_dir", training.checkpointDir().map(Path::toString).orElse(null));
    Set<String> placed =
        Set.of("batch_size", "max_epochs", "learning_rate", "data_dir", "checkpoint_dir");
    values.putAll(Values.extras("", training, usual.training(), placed));
    return values;
  }

  private static Map<String, Object> mask(MaskingSection masking, MaskingSection usual) {
    Map<String, Object> mask = new LinkedHashMap<>();
    if (masking.strategy() == Strategy.SIMPLE) {
      mask.putAll(RecordValues.of(masking.simple().orElseThrow()));
    } else if (masking.strategy() == Strategy.DISCRETE_DIFFUSION) {
      mask.putAll(RecordValues.of(masking.discreteDiffusion().orElseThrow()));
    }
    mask.putAll(
        Values.extras("", masking, usual, Set.of("strategy", "simple", "discrete_diffusion")));
    mask.put(Tags.MASKS.key(), Tags.MASKS.tag(masking.strategy()));
    return mask;
  }

  private static Map<String, Object> loss(LossSection section, LossSection usual) {
    Map<String, Object> loss = new LinkedHashMap<>();
    if (section.type() != LossType.KABSCH_RMSD || section.weights().isPresent()) {
      loss.put(SEQUENCE, section.weightsOrOnes().sequence());
      loss.put(STRUCTURE, section.weightsOrOnes().structure());
    }
    Map<String, Object> given = RecordValues.of(section);
    if (given.get("loss_elements") != null) {
      loss.put("loss_elements", given.get("loss_elements"));
    }
    loss.putAll(Values.extras("", section, usual, Set.of("type", "weights", "loss_elements")));
    loss.put(Tags.LOSSES.key(), Tags.LOSSES.tag(section.type()));
    return loss;
  }

  /** The sections of a file's tree; places stay. */
  static MapNode sections(MapNode tree) {
    Map<Object, Node> training = new LinkedHashMap<>(tree.entries());
    training.remove(ConfigClass.KEY);
    training.remove(MASK);
    training.remove(LOSS);
    Map<Object, Node> sections = new LinkedHashMap<>();
    sections.put("training", new MapNode(training, tree.origin()));
    sections.put("loss", lossSection(Values.nested(tree, LOSS, Tags.LOSSES.key())));
    sections.put("masking", maskingSection(Values.nested(tree, MASK, Tags.MASKS.key())));
    return new MapNode(sections, tree.origin());
  }

  private static MapNode lossSection(MapNode loss) {
    Map<Object, Node> section = new LinkedHashMap<>(loss.entries());
    Node tag = section.remove(Tags.LOSSES.key());
    section.put("type", ModelJson.constant(Tags.LOSSES.get(tag, LOSS), tag));
    Map<Object, Node> weights = new LinkedHashMap<>();
    move(section, SEQUENCE, weights, "sequence");
    move(section, STRUCTURE, weights, "structure");
    if (!weights.isEmpty()) {
      section.put("weights", new MapNode(weights, loss.origin()));
    }
    return new MapNode(section, loss.origin());
  }

  private static void move(Map<Object, Node> from, String key, Map<Object, Node> to, String name) {
    Node value = from.remove(key);
    if (Values.isGiven(value)) {
      to.put(name, value);
    }
  }

  private static MapNode maskingSection(MapNode mask) {
    Map<Object, Node> inner = new LinkedHashMap<>(mask.entries());
    Node tag = inner.remove(Tags.MASKS.key());
    Strategy strategy = Tags.MASKS.get(tag, MASK);
    Map<Object, Node> section = new LinkedHashMap<>();
    section.put("strategy", ModelJson.constant(strategy, tag));
    move(inner, "tokenize_from", section, "tokenize_from");
    if (strategy == Strategy.SIMPLE || strategy == Strategy.DISCRETE_DIFFUSION) {
      section.put(
          String.valueOf(ModelJson.constant(strategy, tag).value()),
          new MapNode(inner, mask.origin()));
    } else {
      section.putAll(inner);
    }
    return new MapNode(section, mask.origin());
  }
}
