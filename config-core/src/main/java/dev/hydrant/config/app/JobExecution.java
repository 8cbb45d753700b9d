package dev.hydrant.config.app;

import dev.hydrant.config.Composition;
import dev.hydrant.config.ConfigCompositionException;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Runs one composed job in its directory: record, log, environment, job. */
final class JobExecution {
  private final AppSettings settings;

  JobExecution(AppSettings settings) {
    this.settings = settings;
  }

  JobResult run(Composition composed, Path directory, OptionalInt number) throws Exception {
    refuseChdir(composed);
    Map<String, String> more = environment(composed);
    Composition config =
        composed.withHydra("runtime.output_dir", directory.toString()).withEnvironment(more);
    Map<String, String> environment = new LinkedHashMap<>(settings.environment());
    environment.putAll(more);
    Files.createDirectories(directory);
    try (JobLog log = JobLog.open(config, settings)) {
      Object subdirectory = config.hydraValue("output_subdir").orElse(null);
      if (subdirectory != null) {
        RunRecord.write(config, directory.resolve(subdirectory.toString()));
      }
      return settings
          .job()
          .run(
              new JobContext(
                  config, directory, number, config.overrides(), Map.copyOf(environment)));
    }
  }

  private static void refuseChdir(Composition config) {
    if (Boolean.TRUE.equals(config.hydraValue("job.chdir").orElse(null))) {
      throw new ConfigCompositionException(
          "hydra.job.chdir=true is not possible: a JVM cannot change its working directory. Use"
              + " ${hydra:runtime.output_dir} where the output directory is meant.");
    }
  }

  private static Map<String, String> environment(Composition config) {
    Map<String, String> variables = new LinkedHashMap<>();
    Node set = config.hydraNode("job.env_set").orElse(null);
    if (set instanceof MapNode map) {
      map.entries()
          .forEach(
              (key, value) -> {
                if (value instanceof ScalarNode s && s.value() != null) {
                  variables.put(key.toString(), s.value().toString());
                }
              });
    }
    return variables;
  }
}
