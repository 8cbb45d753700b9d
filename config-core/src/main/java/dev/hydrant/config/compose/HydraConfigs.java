package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.DefaultsTreeBuilder;
import dev.hydrant.config.source.MemorySource;
import dev.hydrant.config.source.SearchPathEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The configs of the {@code hydra} node that every search path begins with. */
public final class HydraConfigs {
  /** Names the configs that the library brings along. */
  public static final String PROVIDER = "hydra";

  static final String ROOT = "hydra/config";

  private static final String[] FILES = {
    "config",
    "env/default",
    "help/default",
    "hydra_help/default",
    "hydra_logging/default",
    "hydra_logging/disabled",
    "hydra_logging/hydra_debug",
    "hydra_logging/none",
    "job_logging/default",
    "job_logging/disabled",
    "job_logging/none",
    "job_logging/stdout",
    "launcher/basic",
    "launcher/process",
    "launcher/slurm",
    "output/default",
    "sweeper/asha",
    "sweeper/basic",
    "sweeper/cmaes",
    "sweeper/random",
    "sweeper/tpe",
  };

  private HydraConfigs() {}

  static SearchPathEntry source() {
    Map<String, Supplier<String>> files = new HashMap<>();
    files.put(DefaultsTreeBuilder.NO_CONFIG + ".yaml", () -> "");
    for (String name : FILES) {
      String file = "hydra/" + name + ".yaml";
      files.put(file, () -> read(file));
    }
    return new SearchPathEntry(PROVIDER, new MemorySource("pkg", "hydra.conf", files));
  }

  private static String read(String file) {
    try (InputStream in =
        HydraConfigs.class.getResourceAsStream("/dev/hydrant/config/builtin/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
