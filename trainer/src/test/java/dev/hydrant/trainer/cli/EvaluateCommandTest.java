package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.torch.EagerTorch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  private static final int V = 40;
  private static final int T = 8;
  private static final int[] TOKENS = new Random(3).ints(150, 0, V).toArray();

  @TempDir static Path dir;
  private static Path run;

  private record Seen(int code, String out, String err) {}

  @BeforeAll
  static void train() throws IOException {
    Path shard = Shards.file(dir.resolve("tokens.bin"), Shards.bytes(TOKENS));
    String yaml =
        """
        type: gpt2
        model_cfg: {vocab_size: %d, n_ctx: %d, d_model: 16, num_heads: 2, n_layers: 1}
        train_files: %s
        val_files: %s
        seq_len: 16
        val_tokens: 64
        num_iterations: 6
        grad_accum_steps: 1
        val_loss_every: 3
        save_every: 3
        save_top_k: 2
        warmup_frac: 0
        lr: 0.01
        ema_decay: 0.8
        samples: 0
        """
            .formatted(V, T, shard, shard);
    run = Runs.train(dir.resolve("run"), yaml).directory();
    Files.createDirectories(run.resolve(".hydra"));
    Files.writeString(run.resolve(".hydra/config.yaml"), yaml);
  }

  private static Seen evaluate(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[args.length + 2];
    all[0] = "evaluate";
    all[1] = run.toString();
    System.arraycopy(args, 0, all, 2, args.length);
    return new Seen(line.execute(all), out.toString(), err.toString());
  }

  private static JsonNode json(String... args) throws IOException {
    String[] all = java.util.Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    Seen seen = evaluate(all);
    assertThat(seen.code()).as(seen.err()).isZero();
    return new ObjectMapper().readTree(seen.out());
  }

  /** Mean of −ln softmax, from logits of the operator-by-operator forward, in plain doubles. */
  private static double recomputed(int from, int to, String weightsFile, long step)
      throws IOException {
    try (EagerTorch torch = EagerTorch.cpu();
        var file = Checkpoint.open(Runs.checkpoint(run, step)).tensors(weightsFile)) {
      Gpt2 model = new Gpt2(new Gpt2Config(V, T, 16, 2, 1, 4, true));
      Weights weights = Weights.create(torch, model, 0);
      for (Parameter p : weights.parameters()) {
        ByteBuffer b = file.bytes(p.name());
        float[] values = new float[b.remaining() / 4];
        b.asFloatBuffer().get(values);
        weights.set(p, torch.tensor(values, p.shape()));
      }
      double sum = 0;
      for (int row = from; row < to; row += T) {
        int n = Math.min(T, to - row);
        long[] ids = new long[n];
        for (int i = 0; i < n; i++) {
          ids[i] = TOKENS[row + i];
        }
        double[] logits =
            torch.noGrad(() -> model.logits(torch.tensor(ids, 1, ids.length)).toDoubles());
        for (int i = 0; i < n; i++) {
          double norm = 0;
          for (int v = 0; v < V; v++) {
            norm += Math.exp(logits[i * V + v]);
          }
          sum += Math.log(norm) - logits[i * V + TOKENS[row + i + 1]];
        }
      }
      return sum / (to - from);
    }
  }

  @Test
  void the_loss_over_any_tokens_can_be_computed_again() throws IOException {
    for (int[] range : new int[][] {{0, 64}, {5, 29}, {100, 149}, {7, 8}}) {
      JsonNode seen = json("--tokens=" + range[0] + ":" + range[1]);
      assertThat(seen.at("/data/tokens").asInt()).isEqualTo(range[1] - range[0]);
      assertThat(seen.at("/data/files/0/from").asInt()).isEqualTo(range[0]);
      assertThat(seen.at("/data/files/0/to").asInt()).isEqualTo(range[1]);
      double expected = recomputed(range[0], range[1], "model", 6);
      assertThat(seen.at("/result/loss").asDouble()).isCloseTo(expected, within(1e-5));
      assertThat(seen.at("/result/perplexity").asDouble())
          .isCloseTo(Math.exp(expected), within(1e-3));
    }
  }

  @Test
  void without_a_range_it_is_the_validation_of_the_run_to_the_last_bit() throws IOException {
    List<Metrics> rows = MetricsLog.read(run, 99);
    Metrics last = rows.get(rows.size() - 1);
    JsonNode seen = json();
    assertThat(seen.at("/step").asLong()).isEqualTo(6);
    assertThat(seen.at("/data/tokens").asInt()).isEqualTo(64);
    assertThat(seen.at("/data/row_length").asInt()).isEqualTo(T);
    assertThat(seen.at("/result/loss").asDouble()).isEqualTo(last.values().get("val_loss"));
    assertThat(json("--weights=ema").at("/result/loss").asDouble())
        .isEqualTo(last.values().get("val_ema_loss"));
    assertThat(evaluate("--json").out()).isEqualTo(evaluate("--json").out());
  }

  @Test
  void other_checkpoints_and_the_average_are_named() throws IOException {
    assertThat(json("--checkpoint=step-000003", "--tokens=0:64").at("/result/loss").asDouble())
        .isCloseTo(recomputed(0, 64, "model", 3), within(1e-5));
    assertThat(json("--weights=ema", "--tokens=0:64").at("/result/loss").asDouble())
        .isCloseTo(recomputed(0, 64, "ema", 6), within(1e-5));
    double best = json("--checkpoint=best").at("/result/loss").asDouble();
    double other = json("--checkpoint=step-000003").at("/result/loss").asDouble();
    assertThat(best).isLessThanOrEqualTo(Math.min(other, json().at("/result/loss").asDouble()));
  }

  @Test
  void what_cannot_be_evaluated_is_told_in_a_line_or_two() {
    assertThat(evaluate("--tokens=0:150"))
        .satisfies(s -> assertThat(s.err()).contains("has 150 tokens", "Give a range within 0:149"))
        .extracting(Seen::code)
        .isEqualTo(1);
    assertThat(evaluate("--tokens=9").err()).contains("--tokens=9 is no range");
    assertThat(evaluate("--checkpoint=best", "+monitor=accuracy").err())
        .contains("holds no checkpoint that knows its accuracy");
    assertThat(evaluate("--checkpoint=nix").err())
        .contains("nix is no directory", "holds step-000003-", "last, best");
    assertThat(evaluate("model_cfg.n_layers=2").err()).contains("of another model");
    assertThat(evaluate("vall_files=x").err()).contains("Did you mean val_files?");
  }
}
