package dev.hydrant.trainer.step;

import static dev.hydrant.trainer.step.TinyTraining.ADAMW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.OptimizerScript;
import dev.hydrant.trainer.step.TinyTraining.Kind;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracedStepTest {
  /** Trains GPT-2 on random tokens and returns all losses and norms, then the weights' sum. */
  private static List<Double> train(DType type, Kind kind, int steps, int micros) {
    TinyTraining.Run run = TinyTraining.train(type, TinyTraining.gpt2(), kind, steps, micros);
    List<Double> out = new ArrayList<>(run.numbers());
    out.add(run.weights());
    return out;
  }

  @Test
  void programsOfShapesNotSeenForLongAreDroppedAndRecordedAgain() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(TinyTraining.GPT2);
      Weights weights = Weights.create(torch, model, 3);
      LossFunction f = (b, phase) -> new Objective(model.loss(b.get("inputs"), b.get("targets")));
      OptimizerState state = new OptimizerState(torch, weights, ADAMW);
      try (TracedStep step = new TracedStep(weights, f, ADAMW, state, 16)) {
        List<Double> first = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
          for (int length = 1; length <= 16; length++) {
            Tensor ids = torch.tensor(new long[length], 1, length);
            double loss =
                step.evaluate(Map.of("inputs", ids, "targets", ids), Phase.VALIDATION, 1).loss();
            double test =
                step.evaluate(Map.of("inputs", ids, "targets", ids), Phase.TEST, 1).loss();
            assertThat(test).isEqualTo(loss);
            assertThat(step.programs()).isLessThanOrEqualTo(16);
            if (round == 0) {
              first.add(loss);
            } else {
              assertThat(loss).isEqualTo(first.get(length - 1));
            }
          }
        }
      }
    }
  }

  /**
   * The numbers of micro-batches stay on the device until their step ends; a step whose loss has a
   * limit and the micro-batches one by one read the same bits.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theNumbersOfAStepAreThoseOfItsMicroBatchesHoweverTheyAreRead(int count) {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(TinyTraining.GPT2);
      Weights weights = Weights.create(torch, model, 3);
      LossFunction f =
          (b, phase) -> {
            Tensor loss = model.loss(b.get("inputs"), b.get("targets"));
            return new Objective(loss)
                .metric("twice", loss.mul(2))
                .metric("first", b.get("inputs").sum());
          };
      torch.randomKey(3, 0);
      List<Map<String, Tensor>> micros = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        Tensor ids = torch.random("ids").integers(67, 2, 16);
        micros.add(Map.of("inputs", ids, "targets", ids));
      }
      try (TracedStep step = new TracedStep(weights, f, ADAMW)) {
        List<GradientStep.Row> rows = new ArrayList<>();
        micros.forEach(m -> rows.add(step.gradients(m, rows.isEmpty() ? 0 : 1, 1)));
        double[] start = weights.flat().toDoubles();
        StepReport one = step.train(micros, new StepSettings(1, 5, 1, ADAMW));
        double[] after = weights.flat().toDoubles();
        Map<String, Double> metrics =
            Map.of("twice", Reports.mean(rows, 1), "first", Reports.mean(rows, 2));
        assertThat(one.loss()).isEqualTo(Reports.mean(rows, 0));
        assertThat(one.metrics()).isEqualTo(metrics);
        assertThat(after).isNotEqualTo(start);

        StepReport held = step.train(micros, new StepSettings(2, 5, 1, ADAMW, one.loss() - 1));
        assertThat(held.gradNorm()).isNaN();
        assertThat(weights.flat().toDoubles()).isEqualTo(after);
        StepReport limited = step.train(micros, new StepSettings(2, 5, 1, ADAMW, 1e9));
        assertThat(limited.loss()).isEqualTo(held.loss());
        assertThat(limited.metrics()).isEqualTo(held.metrics());
        assertThat(limited.gradNorm()).isPositive();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BFLOAT16", "FLOAT16"})
  void mixedPrecisionStaysNearAndAgreesWithTheEagerStep(DType low) {
    List<Double> full = train(DType.FLOAT32, TrainStep::traced, 20, 1);
    List<Double> eager = train(DType.FLOAT32, low(low, TrainStep::eager), 20, 1);
    List<Double> traced = train(DType.FLOAT32, low(low, TrainStep::traced), 20, 1);
    assertThat(traced).isNotEqualTo(full);
    for (int i = 0; i < 40; i += 2) {
      assertThat(traced.get(i)).isCloseTo(full.get(i), within(0.05));
      assertThat(traced.get(i)).isCloseTo(eager.get(i), within(0.02));
    }
  }

  @Test
  void recomputingChangesMemoryAndNotNumbers() {
    List<Double> kept = train(DType.FLOAT64, TrainStep::traced, 3, 1);
    List<Kind> factories = List.of(TrainStep::traced, TrainStep::eager);
    for (Kind f : factories) {
      List<Double> again =
          train(
              DType.FLOAT64,
              (w, loss, rules) -> {
                w.torch().recompute(true);
                return f.create(w, loss, rules);
              },
              3,
              1);
      for (int i = 0; i < kept.size(); i++) {
        assertThat(again.get(i)).isCloseTo(kept.get(i), within(1e-12));
      }
    }
  }

  private static Kind low(DType type, Kind f) {
    return (w, loss, rules) -> {
      w.torch().autocast(type);
      return f.create(w, loss, rules);
    };
  }

  @Test
  void aModelThatLooksAtValuesRunsEagerly() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(TinyTraining.GPT2);
      Weights weights = Weights.create(torch, model, 3);
      LossFunction f =
          (b, phase) -> {
            Tensor loss = model.loss(b.get("inputs"), b.get("targets"));
            return new Objective(loss.item() > 0 ? loss : loss.neg());
          };
      Tensor ids = torch.tensor(new long[16], 1, 16);
      try (TrainStep step = TrainStep.traced(weights, f, ADAMW)) {
        StepReport a =
            step.train(
                List.of(Map.of("inputs", ids, "targets", ids)), new StepSettings(1, 5, 1, ADAMW));
        StepReport b =
            step.train(
                List.of(Map.of("inputs", ids, "targets", ids)), new StepSettings(2, 5, 1, ADAMW));
        assertThat(b.loss()).isLessThan(a.loss());
        assertThatThrownBy(() -> step.script(Map.of("inputs", ids, "targets", ids), Phase.TRAIN))
            .hasMessageContaining("TracedStepTest.java");
      }
    }
  }

  @Test
  void metricsAndBuffersAreTheSameInBothKinds() {
    List<Double> eager = withBuffer(TrainStep::eager);
    List<Double> traced = withBuffer(TrainStep::traced);
    for (int i = 0; i < eager.size(); i++) {
      assertThat(traced.get(i)).isCloseTo(eager.get(i), within(1e-12));
    }
    assertThat(eager.get(0)).isEqualTo(1.0);
    assertThat(eager.get(1)).isEqualTo(2.0);
  }

  /** A model that counts its steps in a buffer and adds noise; returns counts, losses, noises. */
  private static List<Double> withBuffer(Kind factory) {
    List<Double> out = new ArrayList<>();
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      Counting model = new Counting();
      Weights weights = Weights.create(torch, model, 3);
      try (TrainStep step = factory.create(weights, model::loss, ADAMW)) {
        for (int i = 1; i <= 3; i++) {
          StepReport r =
              step.train(List.of(Map.of("x", torch.ones(4))), new StepSettings(i, 9, 0, ADAMW));
          out.add(i - 1, model.count.item());
          out.add(r.loss());
          out.add(r.metrics().get("noise"));
        }
        out.add(step.evaluate(Map.of("x", torch.ones(4)), Phase.VALIDATION, 1).loss());
      }
      out.add(model.count.item());
    }
    return out;
  }

  private static final class Counting extends Module {
    final Parameter w = parameter("w", Init.normal(1), 4);
    final Parameter count = buffer("count", Init.zeros());

    Objective loss(Map<String, Tensor> batch, Phase phase) {
      Tensor noise = w.torch().random("noise").normal(4);
      Tensor y = w.mul(batch.get("x")).add(noise);
      return new Objective(y.square().mean().add(count.mul(0.1)))
          .metric("noise", noise.sum())
          .update(count, count.add(1));
    }
  }

  @Test
  void exportsTheStepAsAnArchiveWithItsTensors(@TempDir Path directory) throws IOException {
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(TinyTraining.GPT2);
      Weights weights = Weights.create(torch, model, 3);
      LossFunction f = (b, phase) -> new Objective(model.loss(b.get("inputs"), b.get("targets")));
      Tensor ids = torch.tensor(new long[16], 1, 16);
      try (TrainStep step = TrainStep.traced(weights, f, ADAMW)) {
        ExportPlan plan = ExportPlan.of(List.of(new StepSettings(1, 5, 1, ADAMW)));
        step.export(Map.of("inputs", ids, "targets", ids), plan, "cuda", directory);
      }
      byte[] tensors = Files.readAllBytes(directory.resolve("tensors.safetensors"));
      int header = ByteBuffer.wrap(tensors).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
      assertThat(new String(tensors, 8, header, StandardCharsets.UTF_8))
          .contains("\"weights\":{\"dtype\":\"F32\",\"shape\":[" + weights.flat().numel() + "]")
          .contains("\"batch.targets\":{\"dtype\":\"I64\",\"shape\":[1,16]");
      int numbers = OptimizerScript.numbers(weights, ADAMW).length;
      assertThat(tensors.length - header - 8)
          .isEqualTo((int) weights.flat().numel() * 4 + 2 * 16 * 8 + 8 + numbers * 8);
      assertThat(directory.resolve("run.py")).content().contains("torch.jit.load(\"step.pt\")");
      try (ZipFile archive = new ZipFile(directory.resolve("step.pt").toFile())) {
        String code =
            new String(
                archive
                    .getInputStream(archive.getEntry("hydrant/code/__torch__.py"))
                    .readAllBytes(),
                StandardCharsets.UTF_8);
        assertThat(code).contains("def step(", "def views(", "h.1.mlp.c_proj.bias");
      }
    }
  }
}
