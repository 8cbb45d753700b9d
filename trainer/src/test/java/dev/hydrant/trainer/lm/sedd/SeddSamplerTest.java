package dev.hydrant.trainer.lm.sedd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.hydrant.trainer.lm.diffusion.NoisySequence;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The two ways back lead to the data where the scores are the true ones. */
class SeddSamplerTest {
  /** The distribution of a token of the data. */
  private static final double[] DATA = {0.5, 0.25, 0.15, 0.1};

  private static final int STEPS = 100;
  private static final int DRAWN = 40_000;

  private static Sedd model(String noise) {
    return SeddModels.of(DATA.length, 8, 8, Map.of("transition_type", noise));
  }

  /** e to −σ before a step, of 1 − ε to 0 in equal parts: what is not noise yet. */
  private static double kept(Sigma sigma, int step) {
    double eps = SeddModels.SCHEMA.defaults().eps();
    return step > STEPS ? 1 : Math.exp(-sigma.total(1 - (1 - eps) * step / STEPS));
  }

  @Test
  void masks_fall_as_fast_as_noise_goes() {
    for (String schedule : List.of("mutual_info", "linear")) {
      Map<String, String> more = Map.of("transition_type", "absorbing", "noise_schedule", schedule);
      Sedd model = SeddModels.of(DATA.length, 8, 8, more);
      Sigma sigma = SeddModels.SCHEMA.bind(more).sigma();
      SeddSampler exact = model.sampler(STEPS, false);
      SeddSampler euler = model.sampler(STEPS, true);
      double left = 1;
      double leftByEuler = 1;
      double apart = 0;
      for (int step = 0; step < STEPS; step++) {
        // The true scores of the tokens sum to 1 / (e^σ − 1): the network's, scaled, to their
        // number.
        left *= 1 - exact.factor(step) * DATA.length;
        leftByEuler *= 1 - Math.min(1, euler.factor(step) * DATA.length);
        double masked = (1 - kept(sigma, step + 1)) / (1 - kept(sigma, 0));
        assertThat(left).isCloseTo(masked, within(1e-9));
        apart = Math.max(apart, Math.abs(leftByEuler - masked));
      }
      // Where information falls linearly, Euler's steps are exact.
      assertThat(apart)
          .isBetween(schedule.equals("linear") ? 1e-4 : 0, schedule.equals("linear") ? 0.05 : 1e-9);
      assertThat(euler.factor(STEPS)).isEqualTo(exact.factor(STEPS));
    }
  }

  @Test
  void tokens_drawn_anew_end_in_the_data() {
    for (boolean euler : new boolean[] {false, true}) {
      double[] found = uniform(euler);
      for (int y = 0; y < DATA.length; y++) {
        assertThat(found[y]).as("euler %s, token %d", euler, y).isCloseTo(DATA[y], within(0.015));
      }
    }
  }

  /** How often each token is drawn, from noise, by the true scores p_t(y) / p_t(x). */
  private static double[] uniform(boolean euler) {
    Sigma sigma = SeddModels.SCHEMA.defaults().sigma();
    SamplingOptions plain = new SamplingOptions(1, 1, 0, 1, 0);
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      SeddSampler sampler = model("uniform").sampler(STEPS, euler);
      NoisySequence draft =
          new NoisySequence(torch, plain, new SplittableRandom(1), new long[1], 0);
      SplittableRandom random = new SplittableRandom(2);
      long[] now = random.longs(DRAWN, 0, DATA.length).toArray();
      for (int step = 0; step <= STEPS; step++) {
        torch.randomKey(7, step);
        try (Scope s = torch.scope()) {
          Tensor ids = torch.tensor(now, DRAWN);
          Tensor at = torch.tensor(logAt(kept(sigma, step)), 1, DATA.length);
          Tensor scores = at.sub(at.squeeze(0).indexSelect(0, ids).unsqueeze(1));
          Tensor weights = sampler.weights(scores, ids, draft, step);
          assertThat(weights.amin().item()).isNotNegative();
          now = torch.random("draw").categorical(weights.log()).toLongs();
        }
      }
      double[] share = new double[DATA.length];
      for (long id : now) {
        share[(int) id] += 1.0 / DRAWN;
      }
      return share;
    }
  }

  /** ln p_t of each token. */
  private static double[] logAt(double kept) {
    double[] out = DATA.clone();
    for (int y = 0; y < out.length; y++) {
      out[y] = Math.log(kept * out[y] + (1 - kept) / out.length);
    }
    return out;
  }
}
