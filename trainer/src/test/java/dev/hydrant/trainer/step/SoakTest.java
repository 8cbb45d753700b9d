package dev.hydrant.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.lm.gpt2.Gpt2;
import dev.hydrant.trainer.lm.gpt2.Gpt2Config;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class SoakTest {
  /** Anonymous memory of the process, after a collection. */
  private static long residentMegabytes() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(l -> l.startsWith("RssAnon"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void twoThousandStepsDoNotGrowMemory() throws IOException {
    Gpt2Config config = new Gpt2Config(512, 8, 16, 2, 1, 2, true);
    Map<String, Rule> rules = Map.of("all", new AdamW(1e-3, 0.9, 0.95, 1e-8, 0.1));
    try (EagerTorch torch = EagerTorch.cpu()) {
      Gpt2 model = new Gpt2(config);
      Weights weights = Weights.create(torch, model, 1);
      LossFunction f = (b, phase) -> new Objective(model.loss(b.get("inputs"), b.get("targets")));
      try (TrainStep step = TrainStep.traced(weights, f, rules)) {
        long early = 0;
        for (int i = 1; i <= 2200; i++) {
          try (Scope s = torch.scope()) {
            Tensor ids = torch.tensor(new long[16], 2, 8);
            step.train(
                List.of(Map.of("inputs", ids, "targets", ids)), new StepSettings(i, 1, 1, rules));
            if (i % 10 == 0) {
              step.evaluate(Map.of("inputs", ids, "targets", ids), Phase.VALIDATION, i);
            }
          }
          if (i == 200) {
            early = residentMegabytes();
          }
        }
        // A leak of the logits or of a gradient alone would be 60 MB or more.
        assertThat(residentMegabytes() - early).isLessThan(30);
      }
    }
  }
}
