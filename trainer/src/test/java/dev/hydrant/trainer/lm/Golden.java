package dev.hydrant.trainer.lm;

import ai.djl.Device;
import dev.hydrant.trainer.nn.Fill;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/**
 * Comparison with reference values: models whose weights are deterministic functions of index and
 * place, computed elsewhere in double precision and printed with six decimals.
 */
public final class Golden {
  /** Kinds of the twelve tensors of a GPT-2 block. */
  public static final String GPT_BLOCK = "gvmvmvgvmvmv";

  private Golden() {}

  /**
   * Runs a comparison in double precision, where 2e-6 tells a wrong epsilon or base, and in single
   * precision, where 1e-4 is what to expect.
   *
   * @param body takes the backend and the tolerance
   */
  public static void inBothPrecisions(ObjDoubleConsumer<EagerTorch> body) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      body.accept(torch, 2e-6);
    }
    try (EagerTorch torch = EagerTorch.cpu()) {
      body.accept(torch, 1e-4);
    }
  }

  /**
   * Allocates a model and fills its parameters in order of declaration.
   *
   * @param kinds one letter of {@link Fill} each
   */
  public static Weights fill(EagerTorch torch, Module model, String kinds) {
    return fill(torch, model, model.parameters(), kinds);
  }

  /** As above, in an order of its own, in which null takes a place and is no parameter. */
  public static Weights fill(EagerTorch torch, Module model, List<Parameter> order, String kinds) {
    Weights weights = Weights.create(torch, model, 0);
    if (kinds.length() != order.size()) {
      throw new IllegalArgumentException(
          kinds.length() + " kinds for " + order.size() + " parameters");
    }
    for (int p = 0; p < order.size(); p++) {
      Parameter q = order.get(p);
      if (q != null) {
        weights.set(q, Fill.tensor(torch, kinds.charAt(p), p, q.shape()));
      }
    }
    return weights;
  }

  /** The usual ids, {@code [1, 6]}. */
  public static Tensor ids(EagerTorch torch) {
    return row(torch, 3, 1, 4, 1, 5, 9);
  }

  /** The ids behind them, {@code [1, 6]}. */
  public static Tensor targets(EagerTorch torch) {
    return row(torch, 1, 4, 1, 5, 9, 2);
  }

  /** One row of ids, {@code [1, T]}. */
  public static Tensor row(EagerTorch torch, long... ids) {
    return torch.tensor(ids, 1, ids.length);
  }

  /** The first three values of position t of the first row of {@code [B, T, V]}. */
  public static double[] first(Tensor x, int t) {
    return x.select(0, 0).select(0, t).slice(0, 0, 3).contiguous().toDoubles();
  }
}
