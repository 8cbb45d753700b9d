package dev.hydrant.trainer.cli;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.report.Headline.Direction;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.run.Configurations;
import dev.hydrant.trainer.run.ModelTypes;
import dev.hydrant.trainer.run.RunSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What the trainer tells of its configs and checkpoints: model types, schemas, differences. */
final class TrainFacts implements AppFacts {
  @Override
  public List<String> commands() {
    return new Commands().names();
  }

  @Override
  public Optional<List<String>> complete(List<String> words) {
    return new CommandCompletion(new Commands()).of(words);
  }

  @Override
  public Optional<String> schema(Composition config) {
    return Optional.of(new TrainSchema(ModelRegistry.load()).of(config));
  }

  @Override
  public boolean isPrimary(Composition config) {
    return ModelTypes.find((MapNode) config.node(), ModelRegistry.load()).isPresent();
  }

  /** The model's headlines; none of a configuration that does not bind yet. */
  @Override
  public List<JobMetric> metrics(Composition config) {
    try {
      Headlines headlines = RunSetup.headlines(config.resolved(), ModelRegistry.load());
      return headlines.all().stream()
          .map(
              h ->
                  new JobMetric(
                      headlines.val(h.metric()), h.unit(), h.direction() == Direction.MAX))
          .toList();
    } catch (ConfigException | UserException e) {
      // fetched here: setting up logging takes longer than composing a configuration
      LoggerFactory.getLogger(TrainFacts.class)
          .debug("what the jobs are known by is not known: {}", e.getMessage());
      return List.of();
    }
  }

  @Override
  public List<ConfigFlag> flags(Composition config) {
    return ModelTypes.find((MapNode) config.node(), ModelRegistry.load())
        .map(ModelAdapter::flags)
        .orElse(List.of());
  }

  @Override
  public List<ConfigFlag> allFlags() {
    ModelRegistry registry = ModelRegistry.load();
    return registry.types().stream().flatMap(type -> registry.get(type).flags().stream()).toList();
  }

  @Override
  public Map<String, Map<String, String>> listed() {
    ModelRegistry registry = ModelRegistry.load();
    Map<String, String> types = new LinkedHashMap<>();
    registry.types().forEach(type -> types.put(type, registry.get(type).description()));
    Map<String, Map<String, String>> listed = new LinkedHashMap<>(Map.of("model types", types));
    for (String type : registry.types()) {
      ModelAdapter<?> adapter = registry.get(type);
      if (adapter.configKey().isEmpty()
          && Files.isRegularFile(Home.configs().resolve(type + ".yaml"))) {
        Map<String, String> presets = presets(adapter);
        if (!presets.isEmpty()) {
          listed.put("presets of " + type, presets);
        }
      }
    }
    return listed;
  }

  /** A config that does not compose is for {@code lint} to tell of, not for a list. */
  private static Map<String, String> presets(ModelAdapter<?> adapter) {
    try {
      return adapter.presets(
          Configurations.compose(Home.configs(), adapter.type(), List.of()).resolved());
    } catch (ConfigException e) {
      return Map.of();
    }
  }

  @Override
  public Optional<Path> runOf(Path directory) {
    return Files.isRegularFile(directory.resolve("manifest.json"))
        ? Optional.of(directory.getParent().getParent())
        : Optional.empty();
  }

  @Override
  public List<StateDifference> compare(Path left, Path right) {
    return CheckpointDifference.of(left, right);
  }
}
