package dev.hydrant.trainer.lm.sedd;

import dev.hydrant.trainer.lm.diffusion.LogitFilter;
import dev.hydrant.trainer.lm.diffusion.NoisySequence;
import dev.hydrant.trainer.lm.diffusion.Replacing;
import dev.hydrant.trainer.lm.diffusion.ReverseProcess;
import dev.hydrant.trainer.lm.diffusion.Unmasking;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Two ways back. By Tweedie's formula (section 4.2 of the paper): the scores are carried from σ(t)
 * to σ(s) as if they were exact, and multiplied by the chance of the step from there. What becomes
 * negative on the way counts as 0. By Euler's method (there too): a token jumps with the reverse
 * rate of the step's start times its length. Either ends with a step of the first kind that removes
 * what noise is left. The sampling options sharpen where a jump leads, not how likely it is.
 */
final class SeddSampler {
  private final Sedd model;
  private final Sigma sigma;
  private final int steps;
  private final double eps;
  private final boolean euler;

  SeddSampler(Sedd model, Sigma sigma, int steps, double eps, boolean euler) {
    this.model = model;
    this.sigma = sigma;
    this.steps = steps;
    this.eps = eps;
    this.euler = euler;
  }

  /** The steps from t = 1 to ε, and one that removes what noise is left. */
  ReverseProcess process() {
    if (model.states().hasMask()) {
      int block = Math.max(1, model.sizes().context() / 2);
      return new Unmasking(model, steps + 1, block, this::total, this::chances);
    }
    return new Replacing(model, steps + 1, this::total, this::weights);
  }

  /** σ before a step; none after the last. */
  private double total(int step) {
    return step > steps ? 0 : sigma.total(time(step));
  }

  private double time(int step) {
    return 1 - (1 - eps) * step / steps;
  }

  private boolean isEuler(int step) {
    return euler && step < steps;
  }

  /** σ′(t)·Δt. */
  private double stretch(int step) {
    return sigma.rate(time(step)) * (1 - eps) / steps;
  }

  private double gap(int step) {
    return total(step) - total(step + 1);
  }

  /** (e^Δσ − 1)·Σ s for each mask; by Euler's method σ′(t)·Δt·Σ s. */
  private double[] chances(int step, int n, Supplier<Tensor> hidden) {
    double factor = factor(step);
    return n == 0
        ? new double[0]
        : Arrays.stream(model.sums(hidden.get())).map(s -> factor * Math.exp(s)).toArray();
  }

  /** What the sum of e to the logits is multiplied by. */
  double factor(int step) {
    double grown = isEuler(step) ? stretch(step) : Math.expm1(gap(step));
    return grown / Math.expm1(total(step)) / model.states().tokens();
  }

  Tensor weights(Tensor logits, Tensor now, NoisySequence draft, int step) {
    double n = logits.size(-1);
    double grown = Math.exp(gap(step));
    Tensor here = now.unsqueeze(-1);
    Tensor others = logits.scatter(-1, here, Double.NEGATIVE_INFINITY);
    Tensor sum = others.logsumexp(-1, true).exp();
    Tensor scores = LogitFilter.apply(others, draft.options()).softmax(-1).mul(sum);
    if (isEuler(step)) {
      Tensor jumps = scores.mul(stretch(step) / n);
      return jumps.scatterAdd(-1, here, jumps.sum(-1, true).neg().add(1).clampMin(0));
    }
    Tensor exact = scores.scatter(-1, here, 1);
    Tensor carried = exact.mul(grown).add(sum.add(1).mul((1 - grown) / n)).clampMin(0);
    double jump = (1 - 1 / grown) / n;
    Tensor stay = now.oneHot(logits.size(-1)).to(logits.dtype()).mul(1 / grown);
    return carried.mul(stay.add(jump));
  }
}
