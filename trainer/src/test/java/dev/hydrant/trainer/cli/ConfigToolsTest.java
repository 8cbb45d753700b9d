package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at the shipped configs, and at checkpoints. */
class ConfigToolsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern MODELINE =
      Pattern.compile("# yaml-language-server: \\$schema=[./]*/target/schema/([\\w/]+)\\.json");

  @TempDir Path dir;

  private String run(String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(args)).as(out.toString(StandardCharsets.UTF_8)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private String tool(String name, String... more) {
    List<String> args = new ArrayList<>(List.of(name, "--config-path=../conf"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  /** All that can be run by themselves or stand for an experiment. */
  private static List<Path> configs() throws IOException {
    return ShippedConfigs.names().stream()
        // a base reads keys of the files that include it; a template has families yet to be named
        .filter(n -> !n.endsWith("/base") && !n.equals("vqvae/default"))
        .filter(n -> !n.matches("(debug|gmm|grammar_vae|hydra|logger|sweep|zoo)/.*"))
        .map(n -> ShippedConfigs.DIRECTORY.resolve(n + ".yaml"))
        .toList();
  }

  private List<String> problems(Path schemas, Path file, String text) throws IOException {
    Matcher modeline = MODELINE.matcher(text);
    String below = ShippedConfigs.DIRECTORY.relativize(file).toString();
    String own = below.replaceFirst("^experiment/", "").replaceFirst("(_cpu)?\\.yaml$", "");
    String name = modeline.find() ? modeline.group(1) : own;
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(schemas.resolve(name + ".json")));
    // as written: defaults lists and interpolations are part of a file
    Path copy = Files.createDirectories(dir.resolve("one")).resolve("config.yaml");
    String alone = text.replaceFirst("(?m)^defaults:\\R(  - .*\\R)+", "");
    // a preset by another name stands in a file of the defaults list
    Files.writeString(copy, alone.replaceAll(": \\$\\{presets\\.\\w+}", ": {}"));
    Composition written =
        Composer.builder().searchPath(copy.getParent().toString()).build().compose("config");
    return schema.validate(JSON.readTree(written.toJson())).stream().map(Object::toString).toList();
  }

  @Test
  void every_shipped_config_fits_the_schema_that_it_names() throws IOException {
    Path schemas = dir.resolve("schema");
    tool("schema", "--out", schemas.toString());
    for (Path file : configs()) {
      String text = Files.readString(file);
      if (text.contains("???")) {
        text = text.replace("???", "gpt2");
      }
      assertThat(problems(schemas, file, text)).as(file.toString()).isEmpty();
    }
  }

  @Test
  void a_wrong_key_and_a_wrong_type_do_not_fit() throws IOException {
    Path schemas = dir.resolve("schema");
    tool("schema", "gpt2", "--out", schemas.toString());
    Path file = ShippedConfigs.DIRECTORY.resolve("gpt2.yaml");
    String text = Files.readString(file);
    assertThat(problems(schemas, file, text + "num_iteration: 1\n"))
        .anyMatch(p -> p.contains("num_iteration"));
    assertThat(problems(schemas, file, text.replace("n_layers: 12", "n_layer: 12")))
        .anyMatch(p -> p.contains("n_layer"));
    assertThat(problems(schemas, file, text + "lr: fast\n")).anyMatch(p -> p.contains("lr"));
  }

  @Test
  void lint_finds_no_fault_in_the_shipped_configs() {
    Seen seen = Seen.run("lint", "--config-path=" + ShippedConfigs.DIRECTORY);
    assertThat(seen.code()).as(seen.out()).isZero();
  }

  @Test
  void list_has_a_line_on_each_config_and_model_type() throws IOException {
    var list = JSON.readTree(tool("list", "--json"));
    for (String part : List.of("configs", "model types")) {
      assertThat(list.path(part).size()).isGreaterThanOrEqualTo(15);
    }
    list.path("configs")
        .fields()
        .forEachRemaining(e -> assertThat(e.getValue().asText()).as(e.getKey()).isNotEmpty());
    assertThat(list.path("model types").path("gpt2").asText()).contains("Radford");
    assertThat(list.path("experiment").path("gpt2_cpu").asText()).isNotEmpty();
  }

  @Test
  void diff_compares_checkpoints_by_config_step_and_weights() throws IOException {
    ShippedConfigs.copyTo(dir.resolve("conf"));
    Files.writeString(
        dir.resolve("conf/toy.yaml"),
        """
        defaults: [data, training, _self_]
        type: toy
        num_iterations: 2
        grad_accum_steps: 1
        model_cfg: {width: 6, latent: 2}
        """);
    for (String run : List.of("a", "b", "c")) {
      run(
          "train",
          "--config-path=" + dir.resolve("conf"),
          "--config-name=toy",
          "hydra.run.dir=" + dir.resolve(run),
          run.equals("b") ? "lr=1e-2" : "lr=1e-3",
          run.equals("c") ? "model_cfg.width=7" : "model_cfg.width=6");
    }
    String a = checkpoint("a");
    String other = run("diff", a, checkpoint("b"), "--config-path=" + dir.resolve("conf"));
    assertThat(other).contains("lr: 0.001 -> 0.01", "same shape, largest difference");
    assertThat(other).doesNotContain("step:");
    assertThat(run("diff", a, checkpoint("c"), "--config-path=" + dir.resolve("conf")))
        .containsPattern("f32\\[.*6.*\\] -> f32\\[.*7.*\\]");
    assertThat(run("diff", a, a, "--config-path=" + dir.resolve("conf")).toLowerCase(Locale.ROOT))
        .contains("configuration: no difference", "state: no difference");
  }

  private String checkpoint(String run) throws IOException {
    try (Stream<Path> found = Files.list(dir.resolve(run).resolve("checkpoints"))) {
      return found
          .filter(p -> Files.exists(p.resolve("manifest.json")))
          .findFirst()
          .orElseThrow()
          .toString();
    }
  }
}
