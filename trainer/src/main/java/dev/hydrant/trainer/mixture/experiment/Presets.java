package dev.hydrant.trainer.mixture.experiment;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ComposerBuilder;
import dev.hydrant.config.Composition;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The presets of a directory of configs: those of experiments, which name one of each component,
 * and those of the components. A file is a preset; nothing has to be registered.
 *
 * <pre>{@code
 * Presets presets = Presets.standard();
 * List<String> names = presets.experiments();
 * Map<String, String> parts = presets.describe("standard"); // {model=medium, …}
 * }</pre>
 */
public final class Presets {
  /** The components of an experiment. */
  public static final List<String> COMPONENTS = List.of("model", "training", "data", "validation");

  static final String EXPERIMENT = "experiment";
  private static final String CONFIG = "gmm";

  private final Composer composer;

  private Presets(Composer composer) {
    this.composer = composer;
  }

  /**
   * Those of {@code conf} in the working directory, or else beside the program.
   *
   * @param others directories that are searched after it
   */
  public static Presets standard(Path... others) {
    String home = System.getProperty("hydrant.home");
    Path here = Path.of("conf");
    return in(Files.isDirectory(here) || home == null ? here : Path.of(home, "conf"), others);
  }

  /**
   * Those of a directory of configs, and of others that are searched after it.
   *
   * @param configs the one that has {@code gmm.yaml}
   */
  public static Presets in(Path configs, Path... others) {
    return in(Composer.builder(), configs, others);
  }

  /** As above, with a composer's further settings, such as an environment. */
  public static Presets in(ComposerBuilder builder, Path configs, Path... others) {
    builder.searchPath(configs.toString());
    for (Path other : others) {
      builder.configDir(other.toString());
    }
    return new Presets(builder.build());
  }

  /** The names of the experiments. */
  public List<String> experiments() {
    return options(EXPERIMENT);
  }

  /**
   * The names of the presets of a component.
   *
   * @param component one of {@link #COMPONENTS}, or {@code experiment}
   */
  public List<String> options(String component) {
    return List.copyOf(composer.options(CONFIG + "/" + component));
  }

  /**
   * The components that an experiment is made of, by their kind.
   *
   * @throws UserException if there is no such experiment
   */
  public Map<String, String> describe(String experiment) {
    Map<String, String> choices = composition(experiment, List.of()).choices();
    Map<String, String> parts = new LinkedHashMap<>();
    COMPONENTS.forEach(c -> parts.put(c, choices.get(CONFIG + "/" + c)));
    return parts;
  }

  /** The first comment of a preset's file: what it is, and for experiments what for. */
  public String comment(String component, String name) {
    Optional<Path> file =
        composer
            .configs(composer.compose(CONFIG))
            .file("%s/%s/%s".formatted(CONFIG, component, name));
    return file.map(Presets::lines).orElse(List.of()).stream()
        .filter(l -> l.startsWith("#") && !l.contains("@package") && !l.contains("$schema"))
        .map(l -> l.substring(1).strip())
        .findFirst()
        .orElse("");
  }

  /** The text of a preset's file. */
  String text(String component, String name) {
    return composer
        .configs(composer.compose(CONFIG))
        .file("%s/%s/%s".formatted(CONFIG, component, name))
        .map(file -> String.join("\n", lines(file)) + "\n")
        .orElseThrow();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The experiment of a preset, on the device that the environment or the machine says. */
  public ExperimentConfig get(String experiment) {
    return ExperimentConfig.of(composition(experiment, List.of()).resolved());
  }

  /**
   * The experiment of a preset.
   *
   * @param device auto, cpu, cuda or cuda:N
   * @param name of the experiment
   */
  public ExperimentConfig get(String experiment, String device, String name) {
    return get(experiment).with("device.device", device).with("metadata.experiment_name", name);
  }

  /**
   * The experiment of a preset with changes as on the command line.
   *
   * @param overrides such as {@code gmm/model=tiny} or {@code training.num_epochs=3}
   */
  public ExperimentConfig get(String experiment, List<String> overrides) {
    return ExperimentConfig.of(composition(experiment, overrides).resolved());
  }

  private Composition composition(String experiment, List<String> overrides) {
    require(EXPERIMENT, experiment);
    List<String> all = new ArrayList<>();
    all.add("gmm/experiment=" + experiment);
    all.addAll(overrides);
    return composer.compose(CONFIG, all);
  }

  /**
   * Refuses a name that is no preset.
   *
   * @throws UserException with the valid ones and the nearest
   */
  void require(String component, String name) {
    List<String> known = options(component);
    if (!known.contains(name)) {
      String nearest = Suggestions.didYouMean(name, known);
      throw UserException.usage(
          "Unknown %s preset '%s'. Valid options: %s%s"
              .formatted(component, name, known, nearest.isEmpty() ? "" : ". " + nearest));
    }
  }
}
