package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Runs of columns, or of elements, that lie side by side: sums over each, and values spread over
 * each, as one product whatever their number.
 */
final class Segments {
  private final long[] sizes;
  private final int total;

  Segments(long[] sizes) {
    this.sizes = sizes.clone();
    this.total = Math.toIntExact(Arrays.stream(sizes).sum());
  }

  int count() {
    return sizes.length;
  }

  long[] sizes() {
    return sizes.clone();
  }

  long size(int segment) {
    return sizes[segment];
  }

  /** The length of all together. */
  int total() {
    return total;
  }

  /** Views of the runs of a dimension. */
  List<Tensor> split(Tensor x, int dim) {
    return x.split(sizes, dim);
  }

  /** {@code [total]}: for each place a value of its segment. */
  Tensor spread(Torch torch, LongToDoubleFunction bySize) {
    return torch.constant(
        () -> {
          double[] values = new double[total];
          int at = 0;
          for (long size : sizes) {
            Arrays.fill(values, at, at += (int) size, bySize.applyAsDouble(size));
          }
          return torch.tensor(values, total);
        });
  }

  /** {@code [segments, total]}: value of its segment's size where a place belongs to it, else 0. */
  Tensor membership(Torch torch, LongToDoubleFunction bySize) {
    return torch.constant(
        () -> {
          double[] values = new double[sizes.length * total];
          int at = 0;
          for (int s = 0; s < sizes.length; s++) {
            int row = s * total;
            Arrays.fill(
                values, row + at, row + (at += (int) sizes[s]), bySize.applyAsDouble(sizes[s]));
          }
          return torch.tensor(values, sizes.length, total);
        });
  }

  /** Normalises each run of columns of {@code [B, total]} by its mean and deviation in a row. */
  Tensor standardize(Tensor x, double eps) {
    Torch torch = x.torch();
    Tensor mean = membership(torch, size -> 1.0 / size);
    Tensor back = membership(torch, size -> 1);
    Tensor centred = x.sub(x.linear(mean).mm(back));
    Tensor variance = centred.square().linear(mean);
    return centred.mul(variance.add(eps).rsqrt().mm(back));
  }
}
