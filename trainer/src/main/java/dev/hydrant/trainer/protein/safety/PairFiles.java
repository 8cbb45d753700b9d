package dev.hydrant.trainer.protein.safety;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whole configurations as files. */
public final class PairFiles {
  private PairFiles() {}

  /**
   * Writes a model and its training as one JSON file.
   *
   * @param source where they come from, for {@code _config_file}
   * @param time for {@code _saved_at}; null leaves it out
   * @param force whether a file that is there is replaced
   * @return what was written
   */
  public static List<Path> save(
      ConfigPair pair, Path file, String source, String time, boolean force) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", pair.model().tagged());
    all.put("training", pair.training().tagged());
    all.put("_config_file", source);
    if (time != null) {
      all.put(SavedList.TIME, time);
    }
    JsonFiles.write(file, JsonFiles.text(all), force);
    return List.of(file);
  }

  /**
   * Writes them as two files, {@code NAME_model.json} and {@code NAME_training.json}.
   *
   * @param file {@code NAME}, with or without {@code .json}
   * @param force whether files that are there are replaced
   * @return what was written
   */
  public static List<Path> saveSeparately(ConfigPair pair, Path file, boolean force) {
    String name = file.getFileName().toString().replaceFirst("\\.json$", "");
    Path model = file.resolveSibling(name + "_model.json");
    Path training = file.resolveSibling(name + "_training.json");
    if (!force) {
      JsonFiles.requireAbsent(model);
      JsonFiles.requireAbsent(training);
    }
    JsonFiles.write(model, JsonFiles.text(pair.model().tagged()), force);
    JsonFiles.write(training, JsonFiles.text(pair.training().tagged()), force);
    return List.of(model, training);
  }
}
