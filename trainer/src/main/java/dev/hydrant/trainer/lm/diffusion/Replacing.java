package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The way back of a process whose noise is other tokens: at each step every free token is drawn
 * anew, given what it was and what the network makes of the row.
 */
public final class Replacing implements ReverseProcess {
  private static final int ROWS_AT_ONCE = 256;

  /** How a token is drawn anew. */
  @FunctionalInterface
  public interface Posterior {
    /**
     * @param logits of the network at n places {@code [n, K]}; the sampling options are not applied
     * @param now states there {@code [n]}
     * @return weights of the states one step nearer to text {@code [n, K]}, 0 or above
     */
    Tensor weights(Tensor logits, Tensor now, NoisySequence draft, int step);
  }

  private final Denoiser model;
  private final int steps;
  private final Unmasking.Level level;
  private final Posterior posterior;

  public Replacing(Denoiser model, int steps, Unmasking.Level level, Posterior posterior) {
    this.model = model;
    this.steps = steps;
    this.level = level;
    this.posterior = posterior;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public int block() {
    return model.sizes().context() / 2;
  }

  @Override
  public long noise(SplittableRandom random) {
    return random.nextInt(model.states().count());
  }

  @Override
  public void step(NoisySequence draft, int step) {
    draft.torch().randomKey(draft.random().nextLong(), step);
    Tensor hidden = model.hidden(draft.row(), draft.level(level.before(step)));
    int[] places = draft.places(s -> true);
    for (int from = 0; from < places.length; from += ROWS_AT_ONCE) {
      int[] some = Arrays.copyOfRange(places, from, Math.min(places.length, from + ROWS_AT_ONCE));
      Tensor at = draft.indices(some);
      Tensor logits = hidden.indexSelect(0, at).linear(model.table());
      Tensor now = draft.row().view(-1).indexSelect(0, at);
      Tensor weights = posterior.weights(logits, now, draft, step);
      long[] next = draft.torch().random("draw").categorical(weights.log()).toLongs();
      for (int i = 0; i < some.length; i++) {
        draft.states()[some[i]] = next[i];
      }
    }
  }
}
