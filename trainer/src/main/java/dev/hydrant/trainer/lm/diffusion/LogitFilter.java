package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.torch.Tensor;

/** Temperature, top-k and top-p applied to whole rows of logits; what is left out becomes −∞. */
public final class LogitFilter {
  private LogitFilter() {}

  /** logits {@code [n, K]} → {@code [n, K]}. */
  public static Tensor apply(Tensor logits, SamplingOptions options) {
    if (options.temperature() == 0) {
      return keep(logits, logits.amax(-1, true));
    }
    Tensor z = logits.div(options.temperature());
    int k = options.topK();
    if (k > 0 && k < z.size(-1)) {
      z = keep(z, z.topk(k, -1).values().slice(-1, k - 1L, k));
    }
    return options.topP() < 1 ? nucleus(z, options.topP()) : z;
  }

  /** The likeliest states that together have probability p (Holtzman et al. 2019). */
  private static Tensor nucleus(Tensor z, double p) {
    Tensor sorted = z.sort(-1, true).values();
    Tensor probability = sorted.softmax(-1);
    Tensor before = probability.cumsum(-1).sub(probability);
    Tensor least = sorted.maskedFill(before.ge(p), Double.POSITIVE_INFINITY).amin(-1, true);
    return keep(z, least);
  }

  private static Tensor keep(Tensor z, Tensor least) {
    return z.maskedFill(z.lt(least), Double.NEGATIVE_INFINITY);
  }
}
