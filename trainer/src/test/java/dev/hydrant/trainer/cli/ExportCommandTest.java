package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptBridge;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportCommandTest {
  @TempDir static Path dir;
  private static Path run;
  private static String yaml;

  private record Seen(int code, String out, String err) {}

  @BeforeAll
  static void train() throws IOException {
    int[] tokens = new Random(3).ints(200, 0, 40).toArray();
    Path shard = Shards.file(dir.resolve("tokens.bin"), Shards.bytes(tokens));
    yaml =
        """
        type: gpt2
        model_cfg: {vocab_size: 40, n_ctx: 8, d_model: 16, num_heads: 2, n_layers: 1}
        train_files: %s
        val_files: %s
        seq_len: 16
        val_tokens: 16
        num_iterations: 2
        grad_accum_steps: 1
        samples: 0
        """
            .formatted(shard, shard);
    run = Runs.train(dir.resolve("run"), yaml).directory();
    Files.createDirectories(run.resolve(".hydra"));
    Files.writeString(run.resolve(".hydra/config.yaml"), yaml);
  }

  private static Seen export(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] all = new String[args.length + 1];
    all[0] = "export";
    for (int i = 0; i < args.length; i++) {
      all[i + 1] = args[i].toString();
    }
    return new Seen(line.execute(all), out.toString(), err.toString());
  }

  private static double valLoss(Path of, long step) {
    return MetricsLog.read(of, 99).stream()
        .filter(m -> m.step() == step)
        .findFirst()
        .orElseThrow()
        .values()
        .get("val_loss");
  }

  @Test
  void a_run_can_begin_with_what_was_exported_a_run_or_a_checkpoint() throws IOException {
    Path out = dir.resolve("weights");
    Seen seen = export(run, "--out", out);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("named as for GPT2LMHeadModel");
    int n = 0;
    for (Path from :
        new Path[] {out, run, Runs.checkpoint(run, 2), out.resolve("model.safetensors")}) {
      Path begun = Runs.train(dir.resolve("begun-" + n++), yaml + "init_from: " + from).directory();
      assertThat(valLoss(begun, 0)).isEqualTo(valLoss(run, 2));
    }
  }

  @Test
  void sizes_of_a_config_go_by_all_their_names() {
    String small =
        "model_cfg.d_model=16,model_cfg.num_heads=2,model_cfg.n_ctx=8,model_cfg.vocab_size=40";
    String[] outputs = new String[2];
    String[] names = {"n_layers", "num_layers"};
    for (int i = 0; i < names.length; i++) {
      List<Object> args = new ArrayList<>(List.of(small.split(",")));
      args.add("model_cfg." + names[i] + "=2");
      args.addAll(List.of("--config-name=gpt2", "--config-path=../conf"));
      args.addAll(List.of("--out", dir.resolve(names[i])));
      Seen seen = export(args.toArray());
      assertThat(seen.code()).as(seen.err()).isZero();
      outputs[i] = seen.out().substring(seen.out().indexOf(": "));
    }
    assertThat(outputs[1]).isEqualTo(outputs[0]).contains(" tensors");
  }

  @Test
  void what_is_there_is_never_overwritten_and_nothing_half_written_stays() throws IOException {
    Path out = Files.createDirectories(dir.resolve("full"));
    Files.writeString(out.resolve("mine.txt"), "mine");
    assertThat(export(run, "--out", out).err()).contains("full exists already");
    assertThat(export(run, "--out", dir.resolve("no"), "--weights=ema"))
        .satisfies(s -> assertThat(s.err()).contains("has no averaged weights"))
        .extracting(Seen::code)
        .isEqualTo(2);
    assertThat(export("--out", dir.resolve("no")).err()).contains("give a run directory");
    assertThat(export(run, "--out", dir.resolve("no"), "--format=pickle").err())
        .contains("expected one of safetensors, torchscript");
    assertThat(dir.toFile().list()).doesNotContain("no").noneMatch(n -> n.startsWith(".unf"));
    assertThat(out.toFile().list()).containsExactly("mine.txt");
  }

  @Test
  void a_step_is_written_with_its_tensors_and_a_program_of_ten_lines() throws IOException {
    Path out = dir.resolve("step");
    Seen seen = export(run, "--out", out, "--format=torchscript");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder("step.pt", "tensors.safetensors", "run.py");
    assertThat(Files.readAllLines(out.resolve("run.py"))).hasSize(10);
    assertThat(
            export(run, "torch_compile=false", "--out", dir.resolve("e"), "--format=torchscript"))
        .as("the key is none of this run's configuration")
        .extracting(Seen::code)
        .isEqualTo(2);
  }

  /** Does what the written Python program does. */
  @Test
  void the_loss_alone_is_that_of_the_same_batch_evaluated() throws IOException {
    Path out = dir.resolve("forward");
    assertThat(export(run, "--out", out, "--format=torchscript", "--what=forward").code()).isZero();
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        SafeTensorsReader file = SafeTensorsReader.open(out.resolve("tensors.safetensors"))) {
      PtSymbolBlock archive =
          ScriptBridge.load(manager, Files.readAllBytes(out.resolve("forward.pt")));
      JniUtils.setGradMode(false);
      IValue flat = IValue.from((PtNDArray) floats(manager, file, "weights"));
      IValue views = ScriptBridge.run(archive, "views", flat);
      PtNDArray inputs = (PtNDArray) longs(manager, file, "batch.inputs");
      PtNDArray targets = (PtNDArray) longs(manager, file, "batch.targets");
      PtNDArray[] constants =
          file.tensors().keySet().stream()
              .filter(n -> n.startsWith("constant."))
              .map(n -> (PtNDArray) floats(manager, file, n))
              .toArray(PtNDArray[]::new);
      IValue numbers =
          ScriptBridge.run(
              archive,
              "micro",
              ScriptBridge.list(inputs, targets),
              views,
              ScriptBridge.list(),
              ScriptBridge.list(constants),
              IValue.from(0L),
              IValue.from(0.0));
      double loss = numbers.toTensor((PtNDManager) manager).toDoubleArray()[0];
      // The first batch of training is the whole validation: the same file, 16 tokens.
      assertThat(loss).isEqualTo(valLoss(run, 2));
    }
  }

  private static ai.djl.ndarray.NDArray floats(
      NDManager manager, SafeTensorsReader file, String name) {
    ByteBuffer b = bytes(file, name);
    float[] values = new float[b.remaining() / 4];
    b.asFloatBuffer().get(values);
    return manager.create(values, shape(file, name));
  }

  private static ai.djl.ndarray.NDArray longs(
      NDManager manager, SafeTensorsReader file, String name) {
    ByteBuffer b = bytes(file, name);
    long[] values = new long[b.remaining() / 8];
    b.asLongBuffer().get(values);
    return manager.create(values, shape(file, name));
  }

  private static ByteBuffer bytes(SafeTensorsReader file, String name) {
    try {
      return file.bytes(name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Shape shape(SafeTensorsReader file, String name) {
    return new Shape(
        file.tensors().get(name).shape().stream().mapToLong(Long::longValue).toArray());
  }
}
