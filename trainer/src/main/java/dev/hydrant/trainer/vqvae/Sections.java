package dev.hydrant.trainer.vqvae;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.trainer.error.UserException;
import java.util.Map;

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
