package dev.hydrant.config.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the trees that are timed: {@code small} (3 defaults, 2 overrides), {@code large} (200
 * configs in 40 groups, 51 defaults entries nested 4 deep, 100 overrides), {@code sweep} (10,000
 * jobs).
 */
public record BenchTree(Path folder, String configName, List<String> overrides) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static BenchTree of(String name) {
    try {
      Path folder = Path.of(BenchTree.class.getResource("/bench/" + name).toURI());
      JsonNode bench = JSON.readTree(folder.resolve("case.json").toFile());
      List<String> overrides = new ArrayList<>();
      bench.get("overrides").forEach(override -> overrides.add(override.asText()));
      return new BenchTree(folder, bench.get("config_name").asText(), List.copyOf(overrides));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public Composer composer() {
    return Composer.builder().searchPath(folder.resolve("conf").toString()).build();
  }

  public Composition compose(Composer composer) {
    return composer.compose(configName, overrides);
  }

  /** What the original answers. */
  JsonNode expected() throws IOException {
    return JSON.readTree(folder.resolve("expected.json").toFile());
  }
}
