package dev.hydrant.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossScaleTest {
  private static StepReport report(double norm) {
    return new StepReport(1, norm, Map.of());
  }

  @Test
  void anOverflowingStepIsTakenAgainWithHalfTheFactor() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      torch.autocast(DType.FLOAT16);
      LossScale scale = LossScale.of(torch);
      List<Double> tried = new ArrayList<>();
      scale.repeat(
          Double.POSITIVE_INFINITY,
          s -> {
            tried.add(s);
            return report(s > 20000 ? Double.POSITIVE_INFINITY : 1);
          });
      assertThat(tried).containsExactly(65536.0, 32768.0, 16384.0);
      assertThat(scale.values().toDoubles()).containsExactly(16384, 0);
    }
  }

  @Test
  void theFactorDoublesAfterTwoThousandGoodSteps() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      torch.autocast(DType.FLOAT16);
      LossScale scale = LossScale.of(torch);
      torch.copy(torch.tensor(new double[] {1024, 1998}, 2), scale.values());
      scale.repeat(Double.POSITIVE_INFINITY, s -> report(1));
      assertThat(scale.values().toDoubles()).containsExactly(1024, 1999);
      scale.repeat(Double.POSITIVE_INFINITY, s -> report(1));
      assertThat(scale.values().toDoubles()).containsExactly(2048, 0);
    }
  }

  @Test
  void aLossThatIsNotFiniteItselfIsNotTriedAgain() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      torch.autocast(DType.FLOAT16);
      List<Double> tried = new ArrayList<>();
      LossScale.of(torch)
          .repeat(
              Double.POSITIVE_INFINITY,
              s -> {
                tried.add(s);
                return new StepReport(Double.NaN, Double.NaN, Map.of());
              });
      assertThat(tried).hasSize(1);
    }
  }

  @Test
  void otherTypesNeedNoFactor() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      assertThat(LossScale.of(torch)).isNull();
      torch.autocast(DType.BFLOAT16);
      assertThat(LossScale.of(torch)).isNull();
    }
  }
}
