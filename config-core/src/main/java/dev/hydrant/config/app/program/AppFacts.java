package dev.hydrant.config.app.program;

import dev.hydrant.config.Composition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only a program knows, and the commands that look at its configs tell: the types that a
 * config may name, what its keys mean, and how two saved states differ.
 *
 * <pre>{@code
 * record JobConfig(int width) {}
 *
 * static final AppFacts FACTS = new AppFacts() {
 *   @Override
 *   public Optional<String> schema(Composition config) {
 *     return Optional.of(RecordSchema.of(JobConfig.class).toFileSchema());
 *   }
 * };
 * }</pre>
 */
public interface AppFacts {
  /** Returns the JSON Schema of the files that a configuration is composed of, if there is one. */
  default Optional<String> schema(Composition config) {
    return Optional.empty();
  }

  /** Whether a config that lies in a folder can be run by itself, and is no option of a group. */
  default boolean isPrimary(Composition config) {
    return false;
  }

  /**
   * Flags that a configuration takes beside those of every program. They stand for overrides and
   * are shown in help and completion.
   *
   * @param config of the command line, without these flags
   */
  default List<ConfigFlag> flags(Composition config) {
    return List.of();
  }

  /** The flags of all configurations; those that say which one is meant count everywhere. */
  default List<ConfigFlag> allFlags() {
    return List.of();
  }

  /**
   * The metrics that the jobs of a sweep are known by, the most important first: it ranks the jobs
   * unless the sweep names another. Tables show these alone, and all that jobs return where there
   * are none.
   *
   * @param config of one of the jobs: the sweep's own may lack the values that are swept
   */
  default List<JobMetric> metrics(Composition config) {
    return List.of();
  }

  /** The commands of which this program is one, as {@code train} of {@code hydrant}. */
  default List<String> commands() {
    return List.of();
  }

  /**
   * Completes the last of some words behind the program's name, the first of which is another of
   * {@link #commands}. Empty where keys and flags of the configuration complete it.
   */
  default Optional<List<String>> complete(List<String> words) {
    return Optional.empty();
  }

  /** What is listed beside configs and groups: a title, and names with a line on each. */
  default Map<String, Map<String, String>> listed() {
    return Map.of();
  }

  /** Returns the run directory of a saved state, or nothing if a directory holds none. */
  default Optional<Path> runOf(Path directory) {
    return Optional.empty();
  }

  /** Compares two saved states beyond their configurations. */
  default List<StateDifference> compare(Path left, Path right) {
    return List.of();
  }

  /**
   * A metric that jobs return.
   *
   * @param unit such as {@code nats}; empty for a pure number
   * @param maximized whether large values are good
   */
  record JobMetric(String name, String unit, boolean maximized) {}

  /** One thing that differs between two states; what is absent on a side is {@code nothing}. */
  record StateDifference(String name, String left, String right) {
    @Override
    public String toString() {
      return name + ": " + left + " -> " + right;
    }
  }
}
