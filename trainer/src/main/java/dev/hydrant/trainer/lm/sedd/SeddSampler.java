package dev.hydrant.trainer.lm.sedd;

import dev.hydrant.trainer.lm.diffusion.Draft;
import dev.hydrant.trainer.lm.diffusion.LogitFilter;
import dev.hydrant.trainer.lm.diffusion.Replacing;
import dev.hydrant.trainer.lm.diffusion.ReverseProcess;
import dev.hydrant.trainer.lm.diffusion.Unmasking;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The way back by Tweedie's formula (section 4.2 of the paper): the scores are carried from σ(t) to
 * σ(s) as if they were exact, and multiplied by the chance of the step from there. What becomes
 * negative on the way counts as 0. The sampling options sharpen where a jump leads, not how likely
 * it is.
 */
final class SeddSampler {
  private final Sedd model;
  private final Sigma sigma;
  private final int steps;
  private final double eps;

  SeddSampler(Sedd model, Sigma sigma, int steps, double eps) {
    this.model = model;
    this.sigma = sigma;
    this.steps = steps;
    this.eps = eps;
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
    return step > steps ? 0 : sigma.total(1 - (1 - eps) * step / steps);
  }

  private double gap(int step) {
    return total(step) - total(step + 1);
  }

  /** (e^Δσ − 1)·Σ s for each mask. */
  private double[] chances(int step, int n, Supplier<Tensor> hidden) {
    double factor = Math.expm1(gap(step)) / Math.expm1(total(step)) / model.states().tokens();
    return n == 0
        ? new double[0]
        : Arrays.stream(model.sums(hidden.get())).map(s -> factor * Math.exp(s)).toArray();
  }

  private Tensor weights(Tensor logits, Tensor now, Draft draft, int step) {
    double n = logits.size(-1);
    double grown = Math.exp(gap(step));
    Tensor here = now.unsqueeze(-1);
    Tensor others = logits.scatter(-1, here, Double.NEGATIVE_INFINITY);
    Tensor sum = others.logsumexp(-1, true).exp();
    Tensor scores = LogitFilter.apply(others, draft.options()).softmax(-1).mul(sum);
    Tensor exact = scores.scatter(-1, here, 1);
    Tensor carried = exact.mul(grown).add(sum.add(1).mul((1 - grown) / n)).clampMin(0);
    double jump = (1 - 1 / grown) / n;
    Tensor stay = now.oneHot(logits.size(-1)).to(logits.dtype()).mul(1 / grown);
    return carried.mul(stay.add(jump));
  }
}
