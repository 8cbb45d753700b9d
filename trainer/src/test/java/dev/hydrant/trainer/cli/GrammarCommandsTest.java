package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.data.npy.NpyArray;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import dev.hydrant.trainer.grammar.syntax.Parse;
import dev.hydrant.trainer.grammar.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R10, R59, R61, R62: the commands of grammar VAEs on a few molecules, one after the other. */
class GrammarCommandsTest {
  private static final List<String> SMILES =
      List.of(
          "CCO",
          "CO",
          "CCC",
          "CCN",
          "c1ccccc1",
          "CC(=O)O",
          "C=C",
          "CC#N",
          "OCC",
          "NCC",
          "CCCl",
          "CCBr",
          "C1CC1",
          "CC(C)C",
          "O=C=O",
          "C[NH3+]",
          "CN(C)C",
          "CS",
          "FC",
          "CCF");

  @TempDir static Path dir;
  private static Seen imported;
  private static Seen trained;

  @BeforeAll
  static void importAndTrain() throws IOException {
    Path file = dir.resolve("some.smi");
    List<String> lines = new ArrayList<>(SMILES);
    lines.add("[Na+].[Cl-]");
    lines.add("c1cccc1x\twith a name");
    Files.write(file, lines);
    imported =
        Seen.run(
            "data", "grammar", "--grammar=smiles", file.toString(), "--out=" + dir.resolve("set"));
    trained =
        Seen.run(
            "train",
            "--config-path=" + ShippedConfigs.DIRECTORY.toAbsolutePath().normalize(),
            "--config-name=grammar_vae",
            "--prod",
            dir.resolve("set/prod_20_ids_int16.npy").toString(),
            "--masks",
            dir.resolve("set/prod_20_masks_packed.npy").toString(),
            "grammar=smiles",
            "--config",
            "minimal",
            "--batch_size",
            "9",
            "--epochs",
            "2",
            "--gpus",
            "0",
            "decoder_hidden=16",
            "z_dim=4",
            "samples=2",
            "hydra.run.dir=" + dir.resolve("run"));
  }

  /** R59: files, rejects by line and position, and what to do next. */
  @Test
  void textsBecomeFiles() throws IOException {
    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(imported.out()).contains("20 of 22 lines", "rejected: 2 lines", "--config-name=");
    assertThat(Files.readAllLines(dir.resolve("set/rejects.tsv")))
        .anyMatch(l -> l.contains("some.smi\t21\t2\t"))
        .anyMatch(l -> l.contains("some.smi\t22\t7\t"));
    assertThat(Files.readAllLines(dir.resolve("set/texts.txt"))).isEqualTo(SMILES);
    assertThat(Files.readString(dir.resolve("set/grammar.txt")).lines()).hasSize(76);
  }

  /** R7, R10, R49: the document's flags train, and the run leaves pictures and samples. */
  @Test
  void theDocumentsFlagsTrain() throws IOException {
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("Done: 4 of 4 steps");
    for (String picture :
        List.of("loss_kl", "latent_map", "kl_dimensions", "samples", "interpolation")) {
      Path file = dir.resolve("run/plots/" + picture + ".png");
      assertThat(ImageIO.read(file.toFile()).getWidth()).as(picture).isGreaterThan(500);
    }
    Parser parser = new Parser(Grammars.shipped("smiles"));
    assertThat(Files.readAllLines(dir.resolve("run/samples.txt")))
        .hasSize(1000)
        .allMatch(s -> parser.parse(s) instanceof Parse.Derived);
    assertThat(Files.readString(dir.resolve("run/samples.json")))
        .contains("\"complete\" : 1.0", "\"log_p\"");
  }

  private static Seen grammar(String command, String... words) {
    List<String> all = new ArrayList<>(List.of("grammar", command, dir.resolve("run").toString()));
    all.addAll(List.of(words));
    return Seen.run(all.toArray(String[]::new));
  }

  /** R61: texts from the prior, the same for the same seed. */
  @Test
  void textsAreDrawn() {
    Seen seen = grammar("generate", "--n=30", "--seed=3");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out().lines()).hasSize(30);
    assertThat(seen.err()).contains("30 samples: complete 100.0 %");
    assertThat(grammar("generate", "--n=30", "--seed=3").out()).isEqualTo(seen.out());
    assertThat(grammar("generate", "--n=30", "--unfinished", "--json").out())
        .contains("\"novel\"", "\"samples\" : 30");
    Seen one = Seen.run("generate", dir.resolve("run").toString());
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(one.out().strip()).isNotEmpty();
  }

  @Test
  void textsAreReconstructed() {
    Seen seen = grammar("reconstruct", "CCO", "C=C", "--noise=5");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("CCO\t", "C=C\t", " x ");
    Seen all = grammar("reconstruct", "--rows=1");
    assertThat(all.out()).contains("2 validation sequences:", "10 vectors x 100 texts");
  }

  @Test
  void theLineBetweenTwoTexts() throws IOException {
    Path picture = dir.resolve("strip.png");
    Seen seen = grammar("interpolate", "CCO", "C=C", "--steps=5", "--picture=" + picture);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out().lines()).hasSize(5);
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(5 * 220);
  }

  @Test
  void meansAreWritten() throws IOException {
    Path texts = Files.writeString(dir.resolve("two.smi"), "CCO\nC=C\n");
    Path means = dir.resolve("means.npy");
    Seen seen = grammar("encode", texts.toString(), "--out=" + means);
    assertThat(seen.code()).as(seen.err()).isZero();
    try (NpyArray array = NpyArray.open(means)) {
      assertThat(array.shape()).containsExactly(2, 4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "reconstruct; C(C; position 3",
        "reconstruct; CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC; places",
        "interpolate; CCO; TO",
        "generate; --n=0; at least 1",
        "generate; --temperature=0; above 0",
      })
  void saysWhatIsWrong(String command, String word, String message) {
    Seen seen = grammar(command, word);
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains(message).doesNotContain("Exception");
  }

  /** R1, R22: presets stand in the list of the program's own configs. */
  @Test
  void presetsAreListed() {
    String before = System.getProperty("hydrant.home");
    System.setProperty("hydrant.home", Path.of("..").toAbsolutePath().normalize().toString());
    try {
      assertThat(new TrainFacts().listed().get("presets of grammar_vae").keySet())
          .startsWith("kusner_original", "enhanced_v1", "kusner_hyperparams_enhanced_arch");
    } finally {
      if (before == null) {
        System.clearProperty("hydrant.home");
      } else {
        System.setProperty("hydrant.home", before);
      }
    }
  }

  /** R64: a dry run tells sizes and leaves no directory. */
  @Test
  void aDryRunLeavesNothing() {
    Seen seen =
        Seen.run(
            "train",
            "--config-path=" + ShippedConfigs.DIRECTORY.toAbsolutePath().normalize(),
            "--config-name=grammar_vae",
            "preset=null",
            "z_dim=56",
            "encoder_hidden=256",
            "decoder_hidden=384",
            "prod=" + dir.resolve("set/prod_20_ids_int16.npy"),
            "grammar=smiles",
            "hydra.run.dir=" + dir.resolve("dry"),
            "--dry-run",
            "--json");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("4056764"); // R8
    assertThat(dir.resolve("dry")).doesNotExist();
  }
}
