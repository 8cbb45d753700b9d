package dev.hydrant.trainer.protein.safety;

import dev.hydrant.trainer.error.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A configuration that never changes and remembers what it was loaded with. Two are equal if their
 * values are, whatever they were loaded with.
 *
 * <pre>{@code
 * TrainingConfig faster = training.with("learning_rate", 1e-3);
 * faster.saveToJson(Path.of("configs/backup/modified.json"));
 * Configs.fromMap(faster.original()).saveToJson(Path.of("configs/backup/original.json"));
 * }</pre>
 */
public sealed interface SavedConfig permits ModelConfig, TrainingConfig {
  /** What it is, as its file says under {@code _config_class}. */
  ConfigClass configClass();

  /** The values as they were loaded, with those nested in them; nothing in it can be changed. */
  Map<String, Object> original();

  /** The values as they are, in the order of the file; nothing in it can be changed. */
  Map<String, Object> values();

  /**
   * The same with another value; {@link #original} stays.
   *
   * @param key as in {@link #values}, with a dot for what is nested: {@code
   *     mask_config.mask_prob_seq}
   * @throws dev.hydrant.config.error.BindException if there is no such key, or the value is wrong
   */
  SavedConfig with(String key, Object value);

  /**
   * Writes the values as they are, with {@code _config_class}. The same values give the same bytes.
   *
   * @param file its directories are made; it is never overwritten
   * @throws UserException if it is there already or cannot be written
   */
  default void saveToJson(Path file) {
    JsonFiles.write(file, JsonFiles.text(tagged()), false);
  }

  /** The file's bytes. */
  default byte[] json() {
    return JsonFiles.text(tagged()).getBytes(StandardCharsets.UTF_8);
  }

  /** The values with {@code _config_class}, as the file has them. */
  default Map<String, Object> tagged() {
    return Values.with(values(), ConfigClass.KEY, configClass().tag());
  }
}
