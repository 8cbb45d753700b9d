package dev.hydrant.trainer.step;

import ai.djl.Device;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Short trainings on four rows of random tokens, by any kind of step. */
final class TinyTraining {
  static final Gpt2Config GPT2 = new Gpt2Config(67, 16, 32, 2, 2, 4, true);
  static final Map<String, Rule> ADAMW = Map.of("all", new AdamW(1e-3, 0.9, 0.95, 1e-8, 0.1));

  private TinyTraining() {}

  /** A model of tokens below 67, in rows of 16. */
  interface Model {
    Tensor loss(Tensor ids, Tensor targets);

    Module module();
  }

  /** How its steps are taken. */
  interface Kind {
    TrainStep create(Weights weights, LossFunction loss, Map<String, Rule> rules);
  }

  /**
   * What was seen.
   *
   * @param numbers loss and norm of each step in turn
   * @param gradients of each step, averaged over its micro-batches
   * @param weights their sum at the end
   */
  record Run(List<Double> numbers, List<double[]> gradients, double weights) {}

  /** All operators of it have gradient rules of their own. */
  static Model gpt2() {
    Gpt2 gpt = new Gpt2(GPT2);
    return new Model() {
      @Override
      public Tensor loss(Tensor ids, Tensor targets) {
        return gpt.loss(ids, targets);
      }

      @Override
      public Module module() {
        return gpt;
      }
    };
  }

  /** The same rows in so many micro-batches. */
  private static List<Map<String, Tensor>> batches(EagerTorch torch, int micros) {
    torch.randomKey(3, 0);
    Tensor ids = torch.random("ids").integers(67, 4, 16);
    Tensor targets = torch.random("targets").integers(67, 4, 16);
    int n = 4 / micros;
    List<Map<String, Tensor>> batches = new ArrayList<>();
    for (int k = 0; k < micros; k++) {
      batches.add(
          Map.of(
              "inputs",
              ids.slice(0, k * n, (k + 1) * n).contiguous(),
              "targets",
              targets.slice(0, k * n, (k + 1) * n).contiguous()));
    }
    return batches;
  }

  static Run train(DType type, Model model, Kind kind, int steps, int micros) {
    List<Double> numbers = new ArrayList<>();
    List<double[]> gradients = new ArrayList<>();
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), type)) {
      Weights weights = Weights.create(torch, model.module(), 3);
      List<Map<String, Tensor>> batches = batches(torch, micros);
      LossFunction loss =
          (b, phase) -> new Objective(model.loss(b.get("inputs"), b.get("targets")));
      try (TrainStep step = kind.create(weights, loss, ADAMW)) {
        for (int i = 1; i <= steps; i++) {
          try (Scope s = torch.scope()) {
            StepReport r = step.train(batches, new StepSettings(i, 5, 1, ADAMW));
            numbers.add(r.loss());
            numbers.add(r.gradNorm());
            gradients.add(step.state().gradient().div(micros).toDoubles());
          }
        }
      }
      return new Run(numbers, gradients, weights.flat().sum().item());
    }
  }
}
