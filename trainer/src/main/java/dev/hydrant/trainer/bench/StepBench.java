package dev.hydrant.trainer.bench;

import ai.djl.Device;
import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.LossFunction;
import dev.hydrant.trainer.optim.Objective;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.optim.StepReport;
import dev.hydrant.trainer.optim.StepSettings;
import dev.hydrant.trainer.optim.TrainStep;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Times a whole training step of GPT-2 against its own matrix products, in one process. Usage:
 * {@code StepBench small|base [steps]}; {@code -Dclip=1} clips, {@code -Deager=true} runs eagerly,
 * {@code -Dalone=true} leaves the products out, so that the peak memory is the step's.
 */
public final class StepBench {
  private StepBench() {}

  public static void main(String[] args) {
    boolean small = args[0].equals("small");
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    boolean eager = Boolean.getBoolean("eager");
    Gpt2Config config =
        small
            ? new Gpt2Config(50257, 256, 256, 4, 4, 4, true)
            : new Gpt2Config(50257, 256, 768, 12, 12, 4, true);
    int rows = small ? 8 : 1;
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT32)) {
      torch.autocast(Boolean.getBoolean("bf16") ? DType.BFLOAT16 : null);
      Gpt2 model = new Gpt2(config);
      Weights weights = Weights.create(torch, model, 1);
      torch.randomKey(1, 0);
      Tensor ids = torch.random("ids").integers(config.vocabSize(), rows, 256);
      Tensor targets = torch.random("targets").integers(config.vocabSize(), rows, 256);
      Map<String, Rule> rules = Map.of("all", new AdamW(1e-3, 0.9, 0.95, 1e-8, 0.1));
      double clip = Double.parseDouble(System.getProperty("clip", "0"));
      LossFunction f = (b, phase) -> new Objective(model.loss(b.get(0), b.get(1)));
      MatrixProducts products =
          Boolean.getBoolean("alone") ? null : new MatrixProducts(torch, config, rows * 256L);
      try (TrainStep step =
          eager ? TrainStep.eager(weights, f, rules) : TrainStep.traced(weights, f, rules)) {
        double[] ms = new double[steps];
        double[] mm = new double[steps];
        double first = 0;
        double last = 0;
        for (int i = -2; i < steps; i++) {
          long t = System.nanoTime();
          StepReport r =
              step.train(List.of(List.of(ids, targets)), new StepSettings(i + 3, 1, clip, rules));
          double dt = (System.nanoTime() - t) / 1e6;
          double dm = products == null ? Double.NaN : products.run();
          if (i == -2) {
            System.out.printf("first step %.0f ms%n", dt);
            first = r.loss();
          }
          if (i >= 0) {
            ms[i] = dt;
            mm[i] = dm;
          }
          last = r.loss();
        }
        Arrays.sort(ms);
        Arrays.sort(mm);
        System.out.printf(
            "%s step min %.0f med %.0f | products min %.0f med %.0f | ratio min %.3f med %.3f | loss"
                + " %.4f -> %.4f | peak %d MB%n",
            args[0],
            ms[0],
            ms[steps / 2],
            mm[0],
            mm[steps / 2],
            ms[0] / mm[0],
            ms[steps / 2] / mm[steps / 2],
            first,
            last,
            peakMegabytes());
      }
    }
  }

  /** The largest resident size of this process so far, on Linux; 0 elsewhere. */
  private static long peakMegabytes() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(l -> l.startsWith("VmHWM"))
          .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
