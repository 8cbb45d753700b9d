package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;

/**
 * Rotary positions (Su et al. 2021, arXiv 2104.09864): coordinates j and j + d/2 of position t turn
 * by the angle t·f_j, so that products of two positions depend on their distance. The tables are
 * made once and shared by all layers.
 */
public final class Rotary {
  /** Of positions and pairs, {@code [T, 1, d/2]}; the sine is of the angle turned back. */
  private final Tensor cos;

  private final Tensor sin;

  private Rotary(Tensor cos, Tensor sin) {
    this.cos = cos;
    this.sin = sin;
  }

  /**
   * Makes the tables of positions 0 … T−1.
   *
   * @param frequencies angles per position, d/2 of them; negative ones turn the other way
   */
  public static Rotary of(Torch torch, long length, double... frequencies) {
    return at(torch.arange(length), frequencies);
  }

  /** As above, of given positions INT64 {@code [T]}. */
  public static Rotary at(Tensor positions, double... frequencies) {
    Torch torch = positions.torch();
    Tensor f = torch.tensor(frequencies, 1, frequencies.length);
    Tensor angles = positions.to(torch.floatType()).unsqueeze(1).mul(f);
    return new Rotary(angles.cos().unsqueeze(1), angles.neg().sin().unsqueeze(1));
  }

  /** The frequencies of Llama: {@code base^(−2j/d)} for j &lt; d/2. */
  public static double[] geometric(int headDim, double base) {
    double[] f = new double[headDim / 2];
    for (int j = 0; j < f.length; j++) {
      f[j] = Math.pow(base, -2.0 * j / headDim);
    }
    return f;
  }

  /** Turns x {@code [B, T, H, d]}. */
  public Tensor apply(Tensor x) {
    return x.rotary(cos, sin);
  }
}
