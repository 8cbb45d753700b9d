package dev.hydrant.trainer.lm;

import dev.hydrant.config.bind.Binder;
import dev.hydrant.trainer.Runs;

/** Model configurations from a few lines of YAML, with the defaults for all other keys. */
public final class Configs {
  private Configs() {}

  /** Binds YAML, such as {@code {d_model: 8, n_layers: 1}}, to a record. */
  public static <C extends Record> C of(Class<C> type, String yaml) {
    return Binder.bind(Runs.tree(yaml), "model_cfg", type);
  }
}
