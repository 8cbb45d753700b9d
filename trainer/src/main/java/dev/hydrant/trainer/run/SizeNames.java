package dev.hydrant.trainer.run;

import dev.hydrant.config.ComposerBuilder;
import java.util.List;

/**
 * Sizes that models call by different names. On the command line each may be called by any of them,
 * so that one sweep goes over models of all types.
 */
final class SizeNames {
  /** As the models' records state them; listed, because reading all records takes time at start. */
  static final List<List<String>> NAMES =
      List.of(
          List.of("n_layers", "num_layers"),
          List.of("d_model", "model_dim"),
          List.of("num_heads", "n_heads"));

  private SizeNames() {}

  static void addTo(ComposerBuilder composer) {
    NAMES.forEach(names -> composer.synonyms("model_cfg", names.toArray(String[]::new)));
  }
}
