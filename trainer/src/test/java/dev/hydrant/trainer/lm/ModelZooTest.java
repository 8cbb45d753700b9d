package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.run.RunSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The models of {@code conf/sweep/model_zoo.yaml} can be compared: each type is there once, all
 * have about a million parameters outside the tables of tokens and positions, and read as much text
 * in a step.
 */
class ModelZooTest {
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();
  private static final Pattern TABLES =
      Pattern.compile("(^|\\.)(w[tp]e|\\w*embed\\w*|sz|lm_head)\\.?.*|heads\\.\\d+\\.weight");
  private static final double BYTES_PER_TOKEN = 4.4;

  static Stream<String> models() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../conf/zoo"))) {
      return files
          .map(f -> f.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Composition compose(String model) {
    return CONF.compose("sweep/model_zoo", List.of("zoo=" + model));
  }

  private static TrainableModel model(String model) {
    return RunSetup.of(compose(model).resolved(), ModelRegistry.load()).model();
  }

  @Test
  void every_language_model_is_in_it() throws IOException {
    ModelRegistry registry = ModelRegistry.load();
    Set<String> types = new TreeSet<>(registry.types());
    types.removeIf(t -> !registry.get(t).getClass().getName().contains(".trainer.lm."));
    Set<String> zoo = new TreeSet<>();
    models().forEach(m -> zoo.add(compose(m).at("type").as(String.class)));
    assertThat(zoo).isEqualTo(types);
  }

  @ParameterizedTest
  @MethodSource("models")
  void each_has_a_million_parameters_outside_its_tables(String name) throws IOException {
    long outside =
        model(name).module().parameters().stream()
            .filter(Parameter::isTrainable)
            .filter(p -> !TABLES.matcher(p.name()).find())
            .mapToLong(Parameter::count)
            .sum();
    assertThat(outside).isBetween(920_000L, 1_080_000L);
    assertThat(Path.of("../conf/zoo", name + ".yaml"))
        .content()
        .contains("# %,d parameters outside embeddings".formatted(outside));
  }

  @ParameterizedTest
  @MethodSource("models")
  void each_reads_as_much_text(String name) {
    Composition c = compose(name);
    double bytes = name.equals("megabyte") ? 1 : BYTES_PER_TOKEN;
    assertThat(c.at("num_iterations").as(Integer.class)).isEqualTo(110);
    assertThat(c.at("grad_accum_steps").as(Integer.class)).isEqualTo(1);
    assertThat(c.at("seq_len").as(Integer.class) * bytes).isBetween(4400.0, 4700.0);
  }
}
