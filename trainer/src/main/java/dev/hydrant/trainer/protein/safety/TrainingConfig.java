package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.protein.config.LossSection;
import dev.hydrant.trainer.protein.config.MaskingSection;
import dev.hydrant.trainer.protein.config.TrainingSection;
import java.util.Map;

/** How a model is trained: the sections {@code training}, {@code loss}, {@code masking}. */
public final class TrainingConfig implements SavedConfig {
  /** The three sections together. */
  record Sections(TrainingSection training, LossSection loss, MaskingSection masking) {}

  private final Sections sections;
  private final Map<String, Object> values;
  private final Map<String, Object> original;

  private TrainingConfig(Sections sections, Map<String, Object> original) {
    this.sections = sections;
    this.values = Values.frozen(TrainingJson.values(sections));
    this.original = original == null ? values : original;
  }

  /** From sections. */
  public static TrainingConfig of(
      TrainingSection training, LossSection loss, MaskingSection masking) {
    return new TrainingConfig(new Sections(training, loss, masking), null);
  }

  /**
   * From the tree of a file.
   *
   * @param original what it was loaded with; null if this is it
   */
  static TrainingConfig of(MapNode tree, Map<String, Object> original) {
    return new TrainingConfig(
        ConfigTrees.bind(TrainingJson.sections(tree), Sections.class), original);
  }

  /** The section {@code training}. */
  public TrainingSection training() {
    return sections.training();
  }

  /** The section {@code loss}. */
  public LossSection loss() {
    return sections.loss();
  }

  /** The section {@code masking}. */
  public MaskingSection masking() {
    return sections.masking();
  }

  @Override
  public ConfigClass configClass() {
    return ConfigClass.TRAINING;
  }

  @Override
  public Map<String, Object> original() {
    return original;
  }

  @Override
  public Map<String, Object> values() {
    return values;
  }

  @Override
  public TrainingConfig with(String key, Object value) {
    MapNode tree = Values.tree(Values.with(values, key, value), "the changed configuration");
    return of(tree, original);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TrainingConfig other && values.equals(other.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return configClass().tag() + values;
  }
}
