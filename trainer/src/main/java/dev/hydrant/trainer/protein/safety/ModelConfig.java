package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.protein.config.ModelSection;
import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.tokens.StructureVocabulary;
import java.util.List;
import java.util.Map;

/** What is built: the section {@code model}, and what was loaded for it. */
public final class ModelConfig implements SavedConfig {
  private final ModelSection section;
  private final int structVocab;
  private final Map<String, Object> values;
  private final Map<String, Object> original;

  private ModelConfig(ModelSection section, int structVocab, Map<String, Object> original) {
    this.section = section;
    this.structVocab = structVocab;
    this.values = Values.frozen(ModelJson.values(section, structVocab));
    this.original = original == null ? values : original;
  }

  /**
   * From a section.
   *
   * @throws UserException if an encoder is missing
   */
  public static ModelConfig of(ModelSection section) {
    return of(
        section,
        section
            .fsq()
            .filter(f -> section.style().isAutoencoder())
            .map(ModelSection.Fsq::levels)
            .orElse(ModelJson.USUAL_LEVELS));
  }

  /**
   * As above.
   *
   * @param levels of the quantizer, which a trunk takes from its encoder
   */
  public static ModelConfig of(ModelSection section, List<Integer> levels) {
    return checked(new ModelConfig(section, StructureVocabulary.ofLevels(levels).size(), null));
  }

  /**
   * From the tree of a file.
   *
   * @param original what it was loaded with; null if this is it
   */
  static ModelConfig of(MapNode tree, ConfigClass stated, Map<String, Object> original) {
    ModelSection section = ConfigTrees.bind(ModelJson.section(tree), "model", ModelSection.class);
    ModelConfig config = new ModelConfig(section, ModelJson.structVocab(tree, section), original);
    if (stated != null && stated != config.configClass()) {
      throw UserException.usage(
          "%s: %s is '%s', but style %s is of a %s"
              .formatted(
                  tree.origin(),
                  ConfigClass.KEY,
                  stated.tag(),
                  config.values.get("style"),
                  config.configClass().tag()));
    }
    ModelJson.checkDerived(tree, config.values);
    return checked(config);
  }

  private static ModelConfig checked(ModelConfig config) {
    boolean second = config.section.style() == Style.STAGE_2;
    if ((second || config.section.style().isTrunk())
        && config.values.get("fsq_encoder_path") == null) {
      throw UserException.usage(
          "style %s needs a finished encoder: %s"
              .formatted(
                  config.values.get("style"),
                  second ? "model.fsq.encoder_path" : "model.fsq_encoder_path"));
    }
    return config;
  }

  /** The section as it is used. */
  public ModelSection section() {
    return section;
  }

  /** Width of the MLPs: d_model · ff_mult; never stored. */
  public int ffHiddenDim() {
    return section.dModel() * section.ffMult();
  }

  /** Number of structure tokens, the five special ones included. */
  public int structVocab() {
    return structVocab;
  }

  @Override
  public ConfigClass configClass() {
    return ConfigClass.of(section.style());
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
  public ModelConfig with(String key, Object value) {
    Map<String, Object> changed = ModelJson.underived(Values.with(values, key, value), key);
    return of(Values.tree(changed, "the changed configuration"), null, original);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ModelConfig other && values.equals(other.values);
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
