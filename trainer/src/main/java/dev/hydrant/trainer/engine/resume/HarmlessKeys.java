package dev.hydrant.trainer.engine.resume;

import java.util.Set;

/**
 * The keys that may differ when a run goes on: they say what is shown, kept and measured, when a
 * run ends, or what happens where it would otherwise have failed. Every other key changes the
 * numbers, or might, and must be allowed by name.
 */
final class HarmlessKeys {
  static final Set<String> KEYS =
      Set.of(
          // how long: the schedule stretches with it, and the log says so
          "num_iterations",
          "num_epochs",
          "max_minutes",
          "early_stop_patience",
          "early_stop_min_delta",
          "early_stop_from_epoch",
          "early_stop_once",
          // what is measured, shown and kept
          "val_loss_every",
          "val_every_epochs",
          "measure_every",
          "val_ema",
          "test_files",
          "test_tokens",
          "loggers",
          "log_every",
          "log_norms_every",
          "peak_flops",
          "callbacks",
          "monitor",
          "mode",
          "save_checkpoint",
          "save_every",
          "save_every_epochs",
          "save_every_minutes",
          "init_from",
          "save_async",
          "keep_last",
          "keep_every",
          "save_top_k",
          "checkpoints",
          "samples",
          "sample_prompt",
          "sample_tokens",
          "sample_temperature",
          "sample_top_k",
          // where to go on from
          "resume",
          "overwrite",
          // what would have ended the run
          "on_nonfinite",
          "max_rollbacks",
          "auto_micro_batch",
          "data_timeout_s",
          // without effect
          "use_wandb",
          "IS_MODAL",
          "modal_data_path");

  private HarmlessKeys() {}

  /** Whether a key, or one above it, is among them. */
  static boolean contains(String key) {
    return isOrIsBelow(key, KEYS);
  }

  /** Whether a dotted key is one of some keys, or lies beneath one. */
  static boolean isOrIsBelow(String key, Set<String> keys) {
    for (int end = key.length(); end > 0; end = key.lastIndexOf('.', end - 1)) {
      if (keys.contains(key.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
