package dev.hydrant.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptBridge;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamMini;
import dev.hydrant.trainer.optim.Muon;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.EagerTensor;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepExportTest {
  private static final Map<String, Rule> RULES =
      Map.of("all", new AdamMini(1e-2, 0.9, 0.95, 1e-8, 0.1));

  private static IValue value(Tensor t) {
    return IValue.from((PtNDArray) EagerTensor.of(t).toNDArray());
  }

  /** Does what the written Python program does, by the same methods of the archive. */
  @Test
  void theArchiveAloneTakesTheSameSteps(@TempDir Path directory) throws IOException {
    try (EagerTorch torch = EagerTorch.cpu();
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Gpt2 model = new Gpt2(new Gpt2Config(31, 8, 16, 2, 1, 2, true));
      Weights weights = Weights.create(torch, model, 3);
      LossFunction f = (b, phase) -> new Objective(model.loss(b.get("inputs"), b.get("targets")));
      Tensor ids = torch.arange(16).view(2, 8);
      try (TrainStep step = TrainStep.traced(weights, f, RULES)) {
        step.export(
            Map.of("inputs", ids, "targets", ids),
            ExportPlan.of(List.of(new StepSettings(1, 5, 1, RULES))),
            "cpu",
            directory);
        PtSymbolBlock archive =
            ScriptBridge.load(manager, Files.readAllBytes(directory.resolve("step.pt")));
        JniUtils.setGradMode(false);
        IValue flat =
            value(weights.torch().noGrad(() -> weights.flat().abs().mul(weights.flat().sign())));
        IValue gradient = value(torch.zeros(weights.trainableLength()));
        IValue views = ScriptBridge.run(archive, "views", flat);
        IValue places = ScriptBridge.run(archive, "gradient_views", gradient);
        IValue state = ScriptBridge.run(archive, "state", flat);
        PtNDArray input = (PtNDArray) EagerTensor.of(ids).toNDArray();
        for (int i = 1; i <= 3; i++) {
          StepReport expected =
              step.train(
                  List.of(Map.of("inputs", ids, "targets", ids)), new StepSettings(i, 5, 1, RULES));
          IValue numbers =
              ScriptBridge.run(
                  archive,
                  "step",
                  ScriptBridge.list(input, input),
                  views,
                  places,
                  ScriptBridge.list(),
                  IValue.from(0L),
                  IValue.from(0.0),
                  flat,
                  gradient,
                  state,
                  IValue.listFrom(1e-2, 0.9, 0.95, 1e-8, 0.1),
                  IValue.from((long) i),
                  IValue.from(1.0),
                  IValue.from(1.0));
          double[] row = numbers.toTensor((PtNDManager) manager).toDoubleArray();
          assertThat(row[0]).isCloseTo(expected.loss(), within(1e-6));
          assertThat(row[1]).isCloseTo(expected.gradNorm(), within(1e-5));
        }
      }
    }
  }

  /**
   * What the written program reads: keys as of the trainer's random numbers, rules of each step.
   */
  @Test
  void whatChangesFromStepToStepIsAmongTheTensors(@TempDir Path directory) throws IOException {
    try (EagerTorch torch = EagerTorch.cpu();
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Gpt2 model = new Gpt2(new Gpt2Config(31, 8, 16, 2, 1, 2, true));
      Weights weights = Weights.create(torch, model, 3);
      Parameter table = weights.parameters().get(0);
      LossFunction f =
          (b, phase) ->
              new Objective(model.loss(b.get("inputs"), b.get("targets")))
                  .metric("noise", table.torch().random("noise").normal(1).sum());
      Tensor ids = torch.arange(16).view(2, 8);
      List<StepSettings> steps =
          List.of(
              new StepSettings(5, 7, 1, Map.of("all", new Muon(1e-2, 0.85, true, 0))),
              new StepSettings(6, 7, 1, Map.of("all", new Muon(3e-3, 0.9, true, 0))));
      try (TrainStep step = TrainStep.traced(weights, f, steps.get(0).rules())) {
        ExportPlan plan = new ExportPlan(steps, () -> Map.of(table, table.mul(0.5)));
        step.export(Map.of("inputs", ids, "targets", ids), plan, "cpu", directory);
        try (SafeTensorsReader file =
            SafeTensorsReader.open(directory.resolve("tensors.safetensors"))) {
          DoubleBuffer rules = file.bytes("rules").asDoubleBuffer();
          assertThat(DoubleStream.generate(rules::get).limit(8))
              .containsExactly(1e-2, 0.85, 1.0, 0.0, 3e-3, 0.9, 1.0, 0.0);
          LongBuffer keys = file.bytes("key").asLongBuffer();
          PtSymbolBlock archive =
              ScriptBridge.load(manager, Files.readAllBytes(directory.resolve("step.pt")));
          JniUtils.setGradMode(false);
          IValue flat = value(weights.flat());
          IValue views = ScriptBridge.run(archive, "views", flat);
          PtNDArray input = (PtNDArray) EagerTensor.of(ids).toNDArray();
          IValue places =
              ScriptBridge.run(
                  archive, "gradient_views", value(torch.zeros(weights.trainableLength())));
          for (StepSettings s : steps) {
            IValue numbers =
                ScriptBridge.run(
                    archive,
                    "micro",
                    ScriptBridge.list(input, input),
                    views,
                    places,
                    ScriptBridge.list(),
                    IValue.from(keys.get()),
                    IValue.from(0.0));
            GradientStep.key(torch, s, 1, 0);
            assertThat(numbers.toTensor((PtNDManager) manager).toDoubleArray()[1])
                .isEqualTo(torch.random("noise").normal(1).item());
          }
          double[] before = weights.flat().toDoubles();
          PtSymbolBlock after =
              ScriptBridge.load(manager, Files.readAllBytes(directory.resolve("after.pt")));
          ScriptBridge.run(
              after,
              "main",
              ScriptBridge.list(),
              views,
              ScriptBridge.list(),
              ScriptBridge.list(),
              IValue.from(0L),
              IValue.from(0.0));
          for (int i = 0; i < table.numel(); i++) {
            before[i] *= 0.5;
          }
          assertThat(weights.flat().toDoubles()).isEqualTo(before);
        }
        assertThat(directory.resolve("run.py")).content().contains("after.main(").contains("noise");
      }
    }
  }
}
