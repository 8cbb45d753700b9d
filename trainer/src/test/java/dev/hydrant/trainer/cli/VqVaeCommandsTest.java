package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.data.npy.NpyArray;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.vqvae.Tokenizer;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
import dev.hydrant.trainer.weights.WeightKind;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** R41 to R44: the commands of VQ-VAEs on what a run leaves. */
class VqVaeCommandsTest {
  @TempDir static Path dir;
  private static Path results;
  private static Path dataset;
  private static String config;

  @BeforeAll
  static void train() throws Exception {
    dataset = dir.resolve("features.h5");
    results = dir.resolve("results");
    new FeatureSample(FeatureSample.Kind.PLANTED, 60, 2).write(dataset);
    config =
        """
        dataset_path: %s
        families: {architecture: {encoder: IdentityEncoder, encoder_params: {}}}
        model: {group_embedding_dim: 8, group_hidden_dim: 8}
        training: {num_epochs: 2, batch_size: 18, use_torch_compile: false, checkpoint_dir: %s}
        """
            .formatted(dataset, results);
    Runs.Outcome run = Runs.train(dir.resolve("run"), config);
    Path record = Files.createDirectories(run.directory().resolve(".hydra"));
    Files.writeString(record.resolve("config.yaml"), config);
  }

  private record Said(int code, String out, String err) {}

  private static Said run(String command, Object... arguments) {
    CommandLine line = new Commands().make(command);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    line.setExecutionExceptionHandler(
        (e, at, parsed) -> {
          err.write(e.getMessage());
          return 1;
        });
    List<String> words = List.of(arguments).stream().map(String::valueOf).toList();
    int code = line.execute(words.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }

  /** R42: the tokens of all rows in their order, from the folder, the archive and the run. */
  @ParameterizedTest
  @ValueSource(strings = {"results", "results/best_model.pt", "results/../run"})
  void encodesADataset(String source) throws Exception {
    Path out = dir.resolve("out-" + source.hashCode()).resolve("tokens.npy");
    Said said = run("encode", dir.resolve(source), "--out=" + out);
    assertThat(said.err()).isEmpty();
    assertThat(said.code()).isZero();
    JsonNode table = new ObjectMapper().readTree(out.resolveSibling("tokens.json").toFile());
    int width = table.path("codebooks").size();
    assertThat(table.path("codebooks").get(0).path("name").asText()).isEqualTo("cluster_1/level_0");
    try (NpyArray tokens = NpyArray.open(out)) {
      assertThat(tokens.shape()).containsExactly(60, width);
      int[] all = tokens.ints(0, tokens.all());
      for (int i = 0; i < all.length; i++) {
        assertThat(all[i])
            .isBetween(0, table.path("codebooks").get(i % width).path("tokens").asInt() - 1);
      }
    }
  }

  /** R42: decoding the tokens is the model's reconstruction, at the features' own scale. */
  @Test
  void decodedTokensAreTheReconstruction() throws Exception {
    Path tokens = dir.resolve("tokens.npy");
    Path features = dir.resolve("features.npy");
    assertThat(run("encode", results, "--out=" + tokens).code()).isZero();
    assertThat(run("decode", results, "--tokens=" + tokens, "--out=" + features).code()).isZero();
    try (var trained = new Workplace().open(results, "last", WeightKind.MODEL, List.of());
        NpyArray written = NpyArray.open(features)) {
      Tokenizer tokenizer = Tokenizer.of(trained);
      float[] expected = tokenizer.reconstruct(tokenizer.read());
      tokenizer.denormalise(expected);
      float[] found = written.floats(0, written.all());
      assertThat(found).hasSize(expected.length);
      for (int i = 0; i < found.length; i++) {
        assertThat(Math.abs(found[i] - expected[i]))
            .isLessThanOrEqualTo(1e-5f * (1 + Math.abs(expected[i])));
      }
      assertThat(Files.readAllLines(dir.resolve("features.npy.names.txt")))
          .isEqualTo(tokenizer.features());
    }
  }

  @Test
  void saysWhatDoesNotFit() throws Exception {
    Path other = dir.resolve("other.csv");
    Files.writeString(other, "a,b\n" + "1,2\n".repeat(20));
    Path h5 = dir.resolve("other.h5");
    assertThat(run("data", "features", "architecture=" + other, "--out=" + h5).code()).isZero();
    Said said = run("encode", results, "dataset_path=" + h5, "--out=" + dir.resolve("x.npy"));
    assertThat(said.code()).isNotZero();
    assertThat(said.err()).contains("has not the features").contains("depth_00");
    assertThat(dir.resolve("x.npy")).doesNotExist();
    assertThat(run("plot", results, "--method=mds").err()).contains("tsne, umap, pca");
  }

  /** R42, R43: shards for language models, the validation rows apart. */
  @Test
  void writesShards() throws Exception {
    Path out = dir.resolve("shards");
    Said said = run("encode", results, "--shards", "--out=" + out);
    assertThat(said.out()).contains("train_files='" + out + "/train_*.bin'");
    JsonNode table = new ObjectMapper().readTree(out.resolve("tokens.json").toFile());
    int row = table.path("codebooks").size() + 1;
    assertThat(Files.size(out.resolve("train_000000.bin"))).isEqualTo(1024 + 2L * 54 * row);
    assertThat(Files.size(out.resolve("val_000000.bin"))).isEqualTo(1024 + 2L * 6 * row);
    Runs.Outcome trained =
        Runs.train(
            dir.resolve("lm"),
            """
            type: gpt2
            train_files: %1$s/train_*.bin
            val_files: %1$s/val_*.bin
            seq_len: %2$d
            val_tokens: %2$d
            num_iterations: 5
            grad_accum_steps: 1
            samples: 0
            model_cfg: {vocab_size: %3$d, n_ctx: %2$d, d_model: 8, num_heads: 2, n_layers: 1}
            """
                .formatted(out, row, table.path("vocabulary").asInt()));
    assertThat(trained.out()).contains("Done: 5 of 5 steps");
  }

  /** R44. */
  @ParameterizedTest
  @ValueSource(strings = {"tsne", "umap", "pca"})
  void drawsCodebooks(String method) throws Exception {
    Path out = dir.resolve("pictures-" + method);
    assertThat(run("plot", results, "--method=" + method, "--out=" + out).code()).isZero();
    for (String name :
        List.of(
            "codebooks_" + method + ".png",
            "usage.png",
            "similarity.png",
            "categories.png",
            "topography.png")) {
      BufferedImage picture = ImageIO.read(out.resolve(name).toFile());
      Set<Integer> colours = new HashSet<>();
      for (int x = 0; x < picture.getWidth(); x += 2) {
        for (int y = 0; y < picture.getHeight(); y += 2) {
          colours.add(picture.getRGB(x, y));
        }
      }
      assertThat(colours).as(name).hasSizeGreaterThan(10);
    }
    List<String> shared = Files.readAllLines(out.resolve("categories.csv"));
    assertThat(shared.get(0)).startsWith("category,cluster_1,cluster_2");
    assertThat(shared).hasSize(shared.get(0).split(",").length);
    assertThat(shared.get(1).split(",")[2]).isEqualTo(shared.get(2).split(",")[1]);
    byte[] first = Files.readAllBytes(out.resolve("codebooks_" + method + ".png"));
    assertThat(run("plot", results, "--method=" + method, "--out=" + out).err())
        .contains("is there already", "--force");
    assertThat(run("plot", results, "--method=" + method, "--out=" + out, "--force").code())
        .isZero();
    assertThat(out.resolve("codebooks_" + method + ".png")).hasBinaryContent(first);
  }

  /** R41: each category and level, from the archive alone. */
  @Test
  void evaluatesAnArchive() {
    Said said = run("evaluate", results.resolve("best_model.pt"));
    assertThat(said.out())
        .contains("quality ")
        .contains("cluster_1/level_0/perplexity")
        .contains("cluster_1/level_0/dead")
        .contains("cluster_1/level_0/distance")
        .contains("checkpoint         " + results.resolve("best_model.pt"))
        .contains("cluster_1/reconstruction_mse");
  }

  /** V15: generated and imported tables. */
  @Test
  void makesFeatures() {
    Path out = dir.resolve("made/planted.h5");
    assertThat(run("data", "features", "--sample=planted", "--rows=20", "--out=" + out).out())
        .contains("20 rows, planted, seed 0");
    assertThat(out).exists();
    Said again = run("data", "features", "--sample", "--rows=20", "--out=" + out);
    assertThat(again.err()).contains("is there already").contains("--force");
    assertThat(run("data", "features", "--out=" + dir.resolve("y.h5")).err())
        .contains("one source of features");
    Path molecules = dir.resolve("molecules.h5");
    assertThat(run("data", "features", "--molecules", "--rows=30", "--out=" + molecules).out())
        .contains("family descriptors with");
  }

  /** R20: a dry run of the shipped config makes no sample and no results. */
  @Test
  void aDryRunLeavesNothing() throws Exception {
    Path empty = Files.createDirectories(dir.resolve("empty"));
    Path out = dir.resolve("dry.txt");
    List<String> command = Program.command("-Dhydrant.home=" + Path.of("..").toAbsolutePath());
    command.addAll(
        List.of(
            "train",
            "--config-name=vqvae/validation/1k_architecture_only",
            "--dry-run",
            "--verbose",
            "--epochs=7",
            "--batch-size=64",
            "--learning-rate=0.002"));
    Process process =
        new ProcessBuilder(command)
            .directory(empty.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(Program.finish(process)).as(Files.readString(out)).isZero();
    assertThat(empty.toFile().list()).isEmpty();
    assertThat(Files.readString(out)).contains("architecture 21 → 64").contains("105 steps");
  }

  /** R17: the flags of the original, on a file of the family's own sections, from an archive. */
  @Test
  void flagsGoOnFromAnArchive() throws Exception {
    Path configs = Files.createDirectories(dir.resolve("configs"));
    Path other = dir.resolve("results-flags");
    Files.writeString(
        configs.resolve("mine.yaml"), config.replace(results.toString(), other.toString()));
    Path out = dir.resolve("flags.txt");
    Process process =
        Program.start(
            out,
            List.of(
                "train",
                "--config-path=" + configs,
                "--config-name=mine",
                "--epochs",
                "3",
                "--resume-from",
                results.resolve("best_model.pt").toString(),
                "--verbose",
                "hydra.run.dir=" + dir.resolve("flags")));
    assertThat(Program.finish(process)).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out)).contains("Done: 9 of 9 steps");
    assertThat(
            new ObjectMapper()
                .readTree(other.resolve("training_history.json").toFile())
                .path("epochs")
                .toString())
        .isEqualTo("[1,2,3]");
  }
}
