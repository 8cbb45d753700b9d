package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L1 to L4, P4, P5, J2, J3, H3, M6, V1, V2 and additions 44, from the command line. */
class MixtureCommandsTest {
  private static final List<String> SMALL =
      List.of(
          "--config-path=../conf",
          "--config-name=gmm",
          "--device=cpu",
          "model.transformer.hidden_dim=16",
          "model.transformer.num_layers=1",
          "training.num_train_samples=32",
          "training.num_epochs=1",
          "validation.num_val_samples=4",
          "data.sample_count_distribution=30");

  @TempDir static Path dir;
  private static Path run;
  private static String home;

  private static Seen train(Path to, String... words) {
    List<String> args = new ArrayList<>(List.of("train"));
    args.addAll(SMALL);
    args.addAll(List.of(words));
    args.add("--output-dir=" + to);
    return Seen.run(args.toArray(String[]::new));
  }

  @BeforeAll
  static void trainOne() {
    home = System.getProperty("hydrant.home");
    System.setProperty("hydrant.home", "..");
    run = dir.resolve("run");
    Seen seen = train(run, "--experiment-preset", "quick_test", "--experiment-name", "mine");
    assertThat(seen.code()).as(seen.err()).isZero();
  }

  @AfterAll
  static void restore() {
    if (home == null) {
      System.clearProperty("hydrant.home");
    } else {
      System.setProperty("hydrant.home", home);
    }
  }

  /** P4, J2: the table of the document. */
  @Test
  void presetsAreListedWithTheirComponents() {
    assertThat(Seen.run("presets", "list", "gmm").out())
        .isEqualTo(
            """
            Preset Name       Description                     Model   Training   Data      Validation     Use Case
            high_performance  Maximum performance             large   optimized  complex   comprehensive  Production models
            quick_test        Fast experiment for debugging   tiny    quick      simple    minimal        Development debugging
            standard          Default balanced configuration  medium  standard   standard  standard       General experiments
            """);
    assertThat(Seen.run("presets", "list", "--json").out())
        .contains("\"use_case\" : \"General experiments\"");
    assertThat(Seen.run("presets", "list", "gmm/model").out())
        .contains("tiny", "50,944 parameters");
    assertThat(Seen.run("presets", "list", "gmm/modle").err()).contains("gmm/model");
  }

  /** J3, Q7, P5. */
  @Test
  void aPresetIsDescribed() {
    Seen seen = Seen.run("presets", "describe", "gmm", "quick_test");
    assertThat(seen.out())
        .contains(
            "tiny",
            "50,944",
            "64 of 32 sets, in 2 epochs",
            "Other than in 'standard'",
            "training.loss.loss_type");
    Seen wrong = Seen.run("presets", "describe", "standrd");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains(
            "Unknown experiment preset 'standrd'. Valid options: [high_performance, quick_test,"
                + " standard]");
  }

  /** H3, M6, M7: out as JSON, in as options, and trained by name. */
  @Test
  void presetsGoOutAndAnEntryComesIn() throws IOException {
    Path out = dir.resolve("exported");
    assertThat(Seen.run("presets", "export", "gmm", "--out=" + out).code()).isZero();
    assertThat(out.resolve("model/defaults.json")).isNotEmptyFile();
    assertThat(Seen.run("presets", "import", out.toString()).out()).contains("here already");
    Path entry =
        Files.writeString(
            dir.resolve("custom.json"),
            """
            {"custom_experiment": {"model": "tiny", "training": "quick",
                                   "data": "simple", "validation": "minimal"}}
            """);
    Path mine = dir.resolve("conf");
    assertThat(Seen.run("presets", "import", entry.toString(), "--out=" + mine).code()).isZero();
    assertThat(Seen.run("presets", "list", "--config-dir=" + mine).out())
        .contains("custom_experiment");
    Seen seen =
        Seen.run(
            "train",
            "--config-path=../conf",
            "--config-name=gmm",
            "--config-dir=" + mine,
            "gmm/experiment=custom_experiment",
            "--cfg=job");
    assertThat(seen.out()).contains("hidden_dim: 32");
  }

  /** L1, duty 8. */
  @Test
  void flagsTrain() throws IOException {
    assertThat(Files.readString(run.resolve("config.json")))
        .contains("\"experiment_name\" : \"mine\"", "\"loss_type\" : \"mse\"");
    assertThat(run.resolve("training_summary.json")).exists();
  }

  /** L2, F2: components win over the experiment. */
  @Test
  void componentsAreMixedByFlags() {
    Seen seen =
        Seen.run(
            "train",
            "--config-path=../conf",
            "--config-name=gmm",
            "--model-preset=tiny",
            "--training-preset=quick",
            "--data-preset=complex",
            "--validation-preset",
            "comprehensive",
            "--set",
            "training.num_epochs=7",
            "--cfg=job");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out())
        .contains(
            "hidden_dim: 32",
            "num_train_samples: 1024",
            "snr_db_params: difficult",
            "num_val_samples: 4096",
            "num_epochs: 7");
  }

  /** L4. */
  @Test
  void aDryRunLeavesNothing() {
    Path to = dir.resolve("dry");
    Seen seen = train(to, "--experiment-preset=quick_test", "--dry-run");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("mixture:", "learning rate");
    assertThat(to).doesNotExist();
  }

  /** P2: the network of the default experiment at its own size, on one set in place of 64. */
  @Test
  void standardTakesAStep() throws IOException {
    Path to = dir.resolve("standard");
    Seen seen =
        Seen.run(
            "train",
            "--config-path=../conf",
            "--config-name=gmm",
            "--device=cpu",
            "--output-dir=" + to,
            "training.batch_size=1",
            "training.num_train_samples=1",
            "training.num_epochs=1",
            "validation.num_val_samples=1",
            "validation.visualize.enabled=false",
            "save_checkpoint=false");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("3,172,864 parameters", "Done: 1 of 1 steps");
  }

  @Test
  void anUnknownPresetIsToldWithTheOthers() {
    Seen seen = train(dir.resolve("x"), "--experiment-preset=quik_test");
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains("quik_test", "quick_test", "standard", "high_performance");
  }

  /** V1, V2, Q4. */
  @Test
  void anExperimentIsSavedAndTrainedFromItsFile() throws IOException {
    Path file = dir.resolve("mine.json");
    Path to = dir.resolve("json");
    Seen saved =
        Seen.run(
            "mixture",
            "save",
            "--experiment-preset=quick_test",
            "gmm/data=3d",
            "training.num_epochs=1",
            "--out=" + file);
    assertThat(saved.code()).as(saved.err()).isZero();
    Seen seen =
        Seen.run(
            "train",
            "--from-json",
            file.toString(),
            "--output-dir=" + to,
            "model.transformer.num_layers=1",
            "training.num_train_samples=32",
            "validation.num_val_samples=4");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(to.resolve("config.json")).exists();
  }

  /** Additions 38 and 40. */
  @Test
  void aRunIsJudgedOnAGrid() throws IOException {
    Path out = dir.resolve("grid");
    Seen seen =
        Seen.run(
            "mixture",
            "evaluate",
            run.toString(),
            "--grid",
            "snr=5:9:4",
            "--grid",
            "k=2,4",
            "--sets=3",
            "--out=" + out);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("excess", "k-means").hasLineCount(5);
    assertThat(Files.readAllLines(out.resolve("evaluation.csv"))).hasSize(5);
    assertThat(out.resolve("evaluation.png")).isNotEmptyFile();
    assertThat(out.resolve("curves.png")).doesNotExist();
    Seen wrong = Seen.run("mixture", "evaluate", run.toString(), "--grid", "q=3");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--grid q=3 is no axis");
  }

  /** Additions 44: own points, anywhere and in any unit. */
  @Test
  void ownPointsGetTheirCentres() throws IOException {
    StringBuilder text = new StringBuilder("width,height\n");
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 60; i++) {
      double at = i % 2 == 0 ? 1000 : 1400;
      text.append(at + 5 * random.nextGaussian())
          .append(',')
          .append(-at + 5 * random.nextGaussian())
          .append('\n');
    }
    Path points = Files.writeString(dir.resolve("points.csv"), text);
    Path out = dir.resolve("predictions.csv");
    Seen seen = Seen.run("mixture", "predict", run.toString(), points.toString(), "--out=" + out);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("60 points, 2 clusters", "weight 0.5000");
    assertThat(Files.readAllLines(out)).hasSize(61).first().isEqualTo("x1,x2,y1,y2,cluster");
    Files.writeString(points, "1,2\n3,x\n");
    Seen wrong = Seen.run("mixture", "predict", run.toString(), points.toString());
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("points.csv:2", "'x' is no number");
    Files.writeString(points, "1,2,3\n3,4,5\n");
    assertThat(Seen.run("mixture", "predict", run.toString(), points.toString()).err())
        .contains("has 3 columns; the network was trained on points of 2");
  }

  /** L4, Q2: more epochs of a run, and its weights in another one; other shapes are refused. */
  @Test
  void aRunGoesOnAndGivesItsWeights() {
    Seen on =
        train(
            dir.resolve("on"),
            "--experiment-preset=quick_test",
            "training.num_epochs=2",
            "--resume",
            run.toString());
    assertThat(on.code()).as(on.err()).isZero();
    assertThat(on.out()).contains("Done: 2 of 2 steps");
    Seen further =
        train(
            dir.resolve("on"),
            "--experiment-preset=quick_test",
            "training.num_epochs=3",
            "--resume");
    assertThat(further.code()).as(further.err()).isZero();
    assertThat(further.out()).contains("Done: 3 of 3 steps");
    Seen refined =
        train(
            dir.resolve("refined"),
            "--experiment-preset=quick_test",
            "--data-preset=complex",
            "init_from=" + run);
    assertThat(refined.code()).as(refined.err()).isZero();
    Seen other =
        train(
            dir.resolve("other"),
            "--experiment-preset=quick_test",
            "model.transformer.hidden_dim=20",
            "init_from=" + run);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("blocks.0");
  }
}
