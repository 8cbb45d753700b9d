package dev.hydrant.trainer.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.Composer;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.grammar.data.RuleFiles;
import dev.hydrant.trainer.grammar.data.RuleImport;
import dev.hydrant.trainer.grammar.sample.ExpressionSample;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of the family on a few expressions, from the shipped configuration. */
class GrammarVaeRunTest {
  private static final Composer CONF =
      Composer.builder().searchPath(Path.of("..", "conf").toString()).build();

  /** A network that is small and quick to learn. */
  private static final List<String> SMALL =
      List.of(
          "preset=minimal",
          "encoder_channels=[9,9]",
          "encoder_pool=flatten",
          "decoder_hidden=32",
          "z_dim=16",
          "batch_size=20",
          "device=cpu",
          "lr=0.003",
          "samples=0");

  @TempDir static Path dir;
  private static RuleImport.Written written;

  @BeforeAll
  static void makeSequences() {
    List<String> texts = ExpressionSample.of(Grammars.shipped("equation"), 48, 15, 1);
    RuleImport rules = new RuleImport(Grammars.shipped("equation"), Optional.empty());
    List<RuleImport.Line> lines = new ArrayList<>();
    texts.forEach(t -> lines.add(new RuleImport.Line("drawn", lines.size() + 1, t)));
    rules.add(lines, done -> {});
    written = RuleFiles.write(rules, dir.resolve("data"));
  }

  private static Path train(String name, String... overrides) throws IOException {
    List<String> all = new ArrayList<>(SMALL);
    all.add("prod=" + written.prod());
    all.addAll(List.of(overrides));
    MapNode tree = CONF.compose("grammar_vae", all).resolved();
    assertThat(Runs.train(dir.resolve(name), tree).exitCode()).isZero();
    return dir.resolve(name);
  }

  private static List<Metrics> epochs(Path run) {
    return MetricsLog.read(run, Long.MAX_VALUE).stream().filter(Runs::isValidated).toList();
  }

  private static Metrics last(Path run) {
    List<Metrics> rows = epochs(run);
    return rows.get(rows.size() - 1);
  }

  /** R7, R41 to R45, R47, R48: a run on files of one's own, and what it leaves. */
  @Test
  void aRunLeavesRowsAndBests() throws IOException {
    Path run = train("own", "grammar=equation", "epochs=3", "kl_anneal_epochs=2");
    List<Metrics> rows = epochs(run);
    assertThat(rows).hasSize(3);
    assertThat(last(run).step()).isEqualTo(9); // 44 rows in batches of 20, 20 and 4
    for (Metrics row : rows) {
      Map<String, Double> v = row.values();
      for (String part : List.of("train/", "val/")) {
        assertThat(v)
            .containsKeys(
                part + "loss",
                part + "rec_loss",
                part + "kl",
                part + "kl_raw",
                part + "beta",
                part + "kl_per_dim",
                part + "rec_per_seq",
                part + "rec_per_token",
                part + "neg_elbo",
                part + "seq_acc",
                part + "token_acc");
        assertThat(v.get(part + "seq_acc")).isLessThanOrEqualTo(v.get(part + "token_acc"));
        assertThat(v.get(part + "kl_per_dim") * 16).isCloseTo(v.get(part + "kl_raw"), within(1e-4));
      }
      double beta = v.get("val/beta");
      assertThat(v.get("val/loss"))
          .isCloseTo(v.get("val/rec_loss") + v.get("val/kl") / 16, within(1e-4));
      assertThat(v.get("val/loss_annealed"))
          .isCloseTo(v.get("val/rec_loss") + beta * v.get("val/kl") / 16, within(1e-4));
    }
    assertThat(rows).extracting(r -> r.values().get("train/beta")).containsExactly(.5, 1.0, 1.0);
    List<String> names = List.of(run.resolve("checkpoints").toFile().list());
    assertThat(names).contains("last");
    Metrics best = rows.stream().min((a, b) -> Double.compare(loss(a), loss(b))).orElseThrow();
    assertThat(names)
        .contains("best-loss-%03d-%.4f".formatted(best.step() / 3, loss(best)))
        .anyMatch(n -> n.matches("best-seq_acc-\\d{3}-[01]\\.\\d{4}"));
  }

  private static double loss(Metrics row) {
    return row.values().get("val/loss");
  }

  /** R13: masks of a file, packed or not, are those of the grammar, to the bit. */
  @Test
  void masksOfAFileAreThoseOfTheGrammar() throws IOException {
    Path byGrammar = train("by-grammar", "grammar=equation", "epochs=2");
    Path byFile = train("by-file", "masks=" + written.masks(), "num_productions=12", "epochs=2");
    assertThat(last(byFile).values().get("val/loss"))
        .isEqualTo(last(byGrammar).values().get("val/loss"));
    assertThat(last(byFile).values().get("train/seq_acc"))
        .isEqualTo(last(byGrammar).values().get("train/seq_acc"));
  }

  /** R63: a run that goes on has the same bytes as one that never stopped. */
  @Test
  void aRunThatGoesOnHasTheSameBytes() throws IOException {
    Path straight = train("straight", "grammar=equation", "epochs=4", "decoder_dropout=0.2");
    Path half = train("half", "grammar=equation", "epochs=2", "decoder_dropout=0.2");
    Path on = train("on", "grammar=equation", "epochs=4", "decoder_dropout=0.2", "resume=" + half);
    for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
      assertThat(Files.readAllBytes(Runs.checkpoint(on, 12).resolve(file)))
          .as(file)
          .isEqualTo(Files.readAllBytes(Runs.checkpoint(straight, 12).resolve(file)));
    }
  }

  @Test
  void recordedStepsAreThoseThatRunOperatorByOperator() throws IOException {
    Path recorded = train("recorded", "grammar=equation", "epochs=2", "precision=fp64");
    Path eager =
        train("eager", "grammar=equation", "epochs=2", "precision=fp64", "torch_compile=false");
    Stream.of("train/loss", "val/loss", "val/kl", "train/token_acc", "val/neg_elbo")
        .forEach(
            name ->
                assertThat(last(eager).values().get(name))
                    .as(name)
                    .isCloseTo(last(recorded).values().get(name), within(1e-6)));
  }

  /** G1: with no weight on the divergence, a few rows are learned by heart. */
  @Test
  void aFewRowsAreLearnedByHeart() throws IOException {
    Path run =
        train(
            "heart",
            "grammar=equation",
            "beta=0",
            "epochs=150",
            "overfit_batches=1",
            "batch_size=9",
            "decoder_dropout=0",
            "decoder_hidden=64",
            "num_epochs=null",
            "num_iterations=300",
            "val_loss_every=0",
            "latent_noise=0.1",
            "checkpoints=[]");
    List<Metrics> rows = MetricsLog.read(run, Long.MAX_VALUE);
    assertThat(rows.get(rows.size() - 1).values().get("train/seq_acc")).isEqualTo(1.0);
  }
}
