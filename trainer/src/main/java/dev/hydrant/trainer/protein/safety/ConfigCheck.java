package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.protein.config.Consistency;
import dev.hydrant.trainer.protein.config.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What there is to say of a file.
 *
 * @param summary what it holds, and whether it is good
 * @param errors what is wrong
 * @param warnings what is unusual, without effect or not there yet
 */
public record ConfigCheck(String summary, List<String> errors, List<String> warnings) {
  /**
   * Checks a file; one that holds a model or a training alone is checked by itself.
   *
   * @throws RuntimeException as {@link Configs} does, if it cannot be loaded
   */
  public static ConfigCheck of(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
      return of(Configs.load(file, List.of()));
    }
    MapNode tree = JsonFiles.read(file);
    if (Configs.isPair(tree)) {
      return of(Configs.loadPair(file));
    }
    SavedConfig config = Configs.loadFromJson(file);
    List<String> warnings = new ArrayList<>();
    if (config instanceof ModelConfig model) {
      encoder(model, warnings);
    } else if (config instanceof TrainingConfig training) {
      data(training, warnings);
    }
    return good(config.configClass().tag(), warnings);
  }

  private static ConfigCheck of(ConfigPair pair) {
    Consistency consistency = pair.consistency();
    List<String> warnings = new ArrayList<>(consistency.warnings());
    warnings.addAll(consistency.unused());
    encoder(pair.model(), warnings);
    data(pair.training(), warnings);
    String kind =
        pair.model().configClass().tag() + ", style " + pair.model().values().get("style");
    if (!consistency.errors().isEmpty()) {
      return new ConfigCheck("wrong (" + kind + ")", consistency.errors(), warnings);
    }
    return good(kind, warnings);
  }

  /** Of a file that cannot be loaded. */
  public static ConfigCheck failed(String message) {
    return new ConfigCheck("wrong", List.of(message), List.of());
  }

  private static ConfigCheck good(String kind, List<String> warnings) {
    return new ConfigCheck("good (" + kind + ")", List.of(), List.copyOf(warnings));
  }

  /** A file may be kept where its data are not; training would say so. */
  private static void encoder(ModelConfig model, List<String> warnings) {
    Object path = model.values().get("fsq_encoder_path");
    if (path != null && model.section().style() != Style.STAGE_1) {
      absent("the encoder", Path.of(path.toString()), warnings);
    }
  }

  private static void data(TrainingConfig training, List<String> warnings) {
    Path data = training.training().dataDir();
    Path table = data.resolveSibling(data.getFileName() + ".csv");
    if (!Files.exists(table)) {
      absent("training.data_dir", data, warnings);
    }
  }

  private static void absent(String what, Path path, List<String> warnings) {
    if (!Files.exists(path)) {
      warnings.add(what + " is not there: " + path.toAbsolutePath().normalize());
    }
  }
}
