package dev.hydrant.config.compose;

import dev.hydrant.config.compose.ValueType.Any;
import dev.hydrant.config.compose.ValueType.Dict;
import dev.hydrant.config.compose.ValueType.Flag;
import dev.hydrant.config.compose.ValueType.Items;
import dev.hydrant.config.compose.ValueType.Struct;
import dev.hydrant.config.compose.ValueType.Text;
import dev.hydrant.config.compose.ValueType.Whole;
import dev.hydrant.config.compose.ValueType.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of the {@code hydra} node's keys. */
final class HydraSchema {
  private static final ValueType TEXT = new Text(false);
  private static final ValueType MAYBE_TEXT = new Text(true);
  private static final ValueType TEXTS = new Items(TEXT);
  private static final ValueType ANY = new Any(true);

  /** The mapping of {@code hydra/sweeper/basic}. */
  static final ValueType BASIC_SWEEPER =
      struct(
          "_target_", TEXT,
          "max_batch_size", new Whole(true),
          "params", new Dict(new Any(false), true));

  /** The mapping of {@code hydra/launcher/basic}. */
  static final ValueType BASIC_LAUNCHER = struct("_target_", TEXT);

  /** The whole node; {@code sweeper} and {@code launcher} depend on the option chosen. */
  static final ValueType NODE =
      struct(
          "mode",
          new Word(List.of("RUN", "MULTIRUN"), true),
          "searchpath",
          TEXTS,
          "run",
          struct("dir", TEXT),
          "sweep",
          struct("dir", TEXT, "subdir", TEXT, "fail_fast", new Flag(false)),
          "hydra_logging",
          new Dict(ANY, false),
          "job_logging",
          new Dict(ANY, false),
          "sweeper",
          ANY,
          "launcher",
          ANY,
          "callbacks",
          new Dict(ANY, false),
          "help",
          struct("app_name", TEXT, "header", TEXT, "footer", TEXT, "template", TEXT),
          "hydra_help",
          struct("hydra_help", TEXT, "template", TEXT),
          "output_subdir",
          MAYBE_TEXT,
          "overrides",
          struct("hydra", TEXTS, "task", TEXTS),
          "job",
          struct(
              "name", TEXT,
              "chdir", new Flag(true),
              "override_dirname", TEXT,
              "id", TEXT,
              "num", new Whole(false),
              "config_name", MAYBE_TEXT,
              "env_set", new Dict(TEXT, false),
              "env_copy", TEXTS,
              "config",
                  struct(
                      "override_dirname",
                      struct("kv_sep", TEXT, "item_sep", TEXT, "exclude_keys", TEXTS))),
          "runtime",
          struct(
              "version", TEXT,
              "version_base", TEXT,
              "cwd", TEXT,
              "config_sources", new Items(ANY),
              "output_dir", TEXT,
              "choices", new Dict(ANY, false)),
          "verbose",
          ANY);

  private HydraSchema() {}

  private static ValueType struct(Object... fields) {
    Map<String, ValueType> map = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      map.put((String) fields[i], (ValueType) fields[i + 1]);
    }
    return new Struct(map);
  }
}
