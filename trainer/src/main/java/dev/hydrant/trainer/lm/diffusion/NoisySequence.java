package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A row on its way from noise to text. A {@link ReverseProcess} changes its free states; the others
 * are given.
 *
 * @param states of the whole row; those from {@code given} on are free
 * @param given number of states at the start that never change
 */
public record NoisySequence(
    EagerTorch torch, SamplingOptions options, SplittableRandom random, long[] states, int given) {

  /** The row, {@code [1, T]}. */
  public Tensor row() {
    return torch.tensor(states, 1, states.length);
  }

  /** The free places whose state fulfils a condition. */
  public int[] places(IntPredicate condition) {
    return IntStream.range(given, states.length)
        .filter(i -> condition.test((int) states[i]))
        .toArray();
  }

  /** Places as indices, {@code [n]}. */
  public Tensor indices(int[] places) {
    return torch.tensor(IntStream.of(places).asLongStream().toArray(), places.length);
  }

  /** A level of noise for the network, {@code [1, 1]}. */
  public Tensor level(double value) {
    return torch.tensor(new double[] {value}, 1, 1);
  }
}
