package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.lm.generate.TokenSampler;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The way back of a process that masks: at each step some masks become tokens drawn from the
 * prediction, and a token once drawn stays. The network runs only when a mask falls, and its head
 * only there.
 */
public final class Unmasking implements ReverseProcess {
  private static final int ROWS_AT_ONCE = 64;

  /** The level of noise that the network is told before a step. */
  @FunctionalInterface
  public interface Level {
    double before(int step);
  }

  /** How likely masks fall. */
  @FunctionalInterface
  public interface Chance {
    /**
     * @param hidden asked for only if the prediction matters: states of the network at the masks
     *     {@code [n, D]}
     * @return one probability for each of n masks
     */
    double[] of(int step, int n, Supplier<Tensor> hidden);
  }

  private final Denoiser model;
  private final int steps;
  private final int block;
  private final Level level;
  private final Chance chance;

  /**
   * @param block longest run of tokens drawn at once
   */
  public Unmasking(Denoiser model, int steps, int block, Level level, Chance chance) {
    this.model = model;
    this.steps = steps;
    this.block = block;
    this.level = level;
    this.chance = chance;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public int block() {
    return block;
  }

  @Override
  public long noise(SplittableRandom random) {
    return model.states().mask();
  }

  @Override
  public void step(NoisySequence draft, int step) {
    int mask = model.states().mask();
    int[] masks = draft.places(s -> s == mask);
    Network network = new Network(draft, step);
    boolean last = step == steps - 1;
    double[] p =
        last ? new double[masks.length] : chance.of(step, masks.length, () -> network.at(masks));
    int[] falling =
        IntStream.range(0, masks.length)
            .filter(i -> last || draft.random().nextDouble() < p[i])
            .map(i -> masks[i])
            .toArray();
    for (int from = 0; from < falling.length; from += ROWS_AT_ONCE) {
      int[] some = Arrays.copyOfRange(falling, from, Math.min(falling.length, from + ROWS_AT_ONCE));
      draw(draft, some, network.at(some));
    }
  }

  private void draw(NoisySequence draft, int[] places, Tensor hidden) {
    int v = model.states().tokens();
    float[] logits = hidden.linear(model.table().slice(0, 0, v)).toFloats();
    TokenSampler sampler = new TokenSampler(draft.options(), draft.random());
    for (int i = 0; i < places.length; i++) {
      draft.states()[places[i]] = sampler.choose(Arrays.copyOfRange(logits, i * v, (i + 1) * v));
    }
  }

  /** The network's states for a draft, computed once if at all, before any mask falls. */
  private final class Network {
    private final NoisySequence draft;
    private final int step;
    private Tensor hidden;

    Network(NoisySequence draft, int step) {
      this.draft = draft;
      this.step = step;
    }

    Tensor at(int[] places) {
      if (hidden == null) {
        hidden = model.hidden(draft.row(), draft.level(level.before(step)));
      }
      return hidden.indexSelect(0, draft.indices(places));
    }
  }
}
