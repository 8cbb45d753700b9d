package dev.hydrant.trainer.vqvae;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells writers of flat files, and of files without families, what a configuration looks like. */
final class Sections {
  private static final String FAMILIES = "families";

  private static final String EXAMPLE =
      """
          families:
            summary:
              encoder: MLPEncoder
              encoder_params: {hidden_dims: [256, 128], output_dim: 64}
          model: {group_embedding_dim: 64, group_hidden_dim: 128}
          training: {batch_size: 512, num_epochs: 500}""";

  private static final Logger LOG = LoggerFactory.getLogger(Sections.class);

  private static final Map<String, Set<String>> SECTIONS =
      Map.of(
          "model", keys(VqVaeConfig.Network.class),
          "training", keys(VqVaeConfig.Training.class),
          "logging", keys(VqVaeConfig.Logging.class));

  private Sections() {}

  /**
   * Checks that there are families.
   *
   * @param tree the top level
   * @throws UserException with an example, if there are none
   */
  static void check(MapNode tree) {
    Node families = tree.get(FAMILIES);
    if (families == null) {
      throw UserException.usage(
          "%s: no key 'families'. A VQ-VAE config has families, model, training:\n%s"
              .formatted(place(tree), EXAMPLE));
    }
    if (!(families instanceof MapNode map) || map.entries().isEmpty()) {
      throw UserException.usage(
          "%s: families is empty. Name at least one:\n%s".formatted(families.origin(), EXAMPLE));
    }
    checkKeys(tree);
  }

  /** Tells keys of one section that stand in another where they belong. */
  private static void checkKeys(MapNode tree) {
    SECTIONS.forEach(
        (name, own) -> {
          if (!(tree.get(name) instanceof MapNode section)) {
            return;
          }
          section
              .entries()
              .forEach(
                  (key, value) -> {
                    String k = key.toString();
                    if (!own.contains(k)) {
                      tellElsewhere(name, k, value.origin());
                    }
                  });
        });
  }

  private static void tellElsewhere(String section, String key, Origin origin) {
    SECTIONS.forEach(
        (other, keys) -> {
          if (keys.contains(key)) {
            throw UserException.usage(
                "%s.%s: unknown key; it belongs to %s: write %s.%s\n    at %s"
                    .formatted(section, key, other, other, key, origin));
          }
        });
  }

  private static Set<String> keys(Class<? extends Record> section) {
    return Arrays.stream(section.getRecordComponents())
        .map(c -> c.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  /** Two sections may state these weights, and the one of training counts. */
  static void warnOfTwoWeights(MapNode tree) {
    for (String key : List.of("orthogonality_weight", "informativeness_weight")) {
      if (tree.get("model") instanceof MapNode model
          && tree.get("training") instanceof MapNode training
          && model.get(key) instanceof ScalarNode a
          && training.get(key) instanceof ScalarNode b
          && a.value() instanceof Number x
          && b.value() instanceof Number y
          && x.doubleValue() != y.doubleValue()) {
        LOG.warn(
            "training.{} = {} counts ({}), not model.{} = {} ({})",
            key,
            y,
            b.origin(),
            key,
            x,
            a.origin());
      }
    }
  }

  /** The first key that has no place there, else the file. */
  private static Origin place(MapNode tree) {
    for (Map.Entry<Object, Node> e : tree.entries().entrySet()) {
      if (e.getKey().toString().matches("epochs|num_epochs|batch_size|learning_rate|encoder")) {
        return e.getValue().origin();
      }
    }
    Node dataset = tree.get("dataset_path");
    return dataset == null ? tree.origin() : dataset.origin();
  }
}
