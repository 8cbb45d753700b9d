package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * Finite scalar quantization (Mentzer et al. 2023, arXiv 2309.15505): each of the few numbers of a
 * code is rounded to one of a few levels, and the code's token counts the combinations. It has no
 * parameters; gradients pass the rounding as if it were not there.
 */
public final class Fsq {
  private static final double SHRINK = 1e-3;

  private final List<Integer> levels;
  private final double[] half;
  private final double[] offset;
  private final double[] shift;
  private final double[] width;
  private final double[] basis;

  /**
   * @param levels of each number, 2 or more; their product is at most 2²⁴
   */
  public Fsq(List<Integer> levels) {
    this.levels = List.copyOf(levels);
    int n = levels.size();
    half = new double[n];
    offset = new double[n];
    shift = new double[n];
    width = new double[n];
    basis = new double[n];
    double product = 1;
    for (int i = 0; i < n; i++) {
      int level = levels.get(i);
      half[i] = (level - 1) * (1 - SHRINK) / 2;
      offset[i] = level % 2 == 0 ? 0.5 : 0;
      shift[i] = Math.tan(offset[i] / half[i]);
      width[i] = level / 2;
      basis[i] = product;
      product *= level;
    }
  }

  /**
   * Codes with their tokens.
   *
   * @param codes {@code [..., n]} in [−1, 1]
   * @param tokens INT64 {@code [...]}
   */
  public record Quantized(Tensor codes, Tensor tokens) {}

  /** The number of numbers of a code. */
  public int dimensions() {
    return levels.size();
  }

  /** The number of tokens. */
  public int count() {
    return levels.stream().reduce(1, (a, b) -> a * b);
  }

  /** z {@code [..., n]}, of any size → the nearest code. */
  public Quantized quantize(Tensor z) {
    Torch torch = z.torch();
    Tensor bounded = z.add(row(torch, shift)).tanh().mul(row(torch, half)).sub(row(torch, offset));
    Tensor rounded = bounded.detach().round();
    Tensor middle = row(torch, width);
    Tensor tokens = rounded.add(middle).mul(row(torch, basis)).sum(-1).to(DType.INT64);
    return new Quantized(bounded.straightThrough(rounded).div(middle), tokens);
  }

  /** The codes {@code [..., n]} of tokens {@code [...]}, INT64. */
  public Tensor codes(Tensor tokens) {
    Torch torch = tokens.torch();
    Tensor whole = tokens.unsqueeze(-1).to(DType.FLOAT64);
    Tensor above = whole.div(row(torch, basis).to(DType.FLOAT64)).floor();
    Tensor counts = row(torch, levels.stream().mapToDouble(i -> i).toArray()).to(DType.FLOAT64);
    Tensor digits = above.sub(above.div(counts).floor().mul(counts)).to(torch.floatType());
    Tensor middle = row(torch, width);
    return digits.sub(middle).div(middle);
  }

  private static Tensor row(Torch torch, double[] values) {
    return torch.tensor(values, values.length);
  }
}
