package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * The mean squared distance of two structures after the best rotation and shift of one onto the
 * other (Kabsch 1976), never a reflection.
 *
 * <p>The rotation counts as a constant in the gradient. That is exact, because it is a minimum
 * (envelope theorem), and finite for flat, straight and single points, where the gradient of a
 * singular value decomposition is not.
 */
final class Kabsch {
  private Kabsch() {}

  /**
   * Of rows of points.
   *
   * @param predicted {@code [B, N, 3]}
   * @param target {@code [B, N, 3]}
   * @param weights 1 for points that count, 0 for others, {@code [B, N]}; rows without any give 0
   * @return {@code [B]}, in squared units, over points (not coordinates)
   */
  static Tensor meanSquaredDistance(Tensor predicted, Tensor target, Tensor weights) {
    Tensor w = weights.unsqueeze(-1);
    Tensor n = weights.sum(1).clampMin(1); // [B]
    Tensor p = centred(predicted, w, n);
    Tensor t = centred(target, w, n);
    Torch torch = predicted.torch();
    Tensor rotation =
        torch.constant(
            () -> torch.fullPrecision(() -> rotation(p.detach().transpose(1, 2).matmul(t))));
    Tensor moved = torch.fullPrecision(() -> p.matmul(rotation));
    return moved.sub(t).square().sum(-1).sum(-1).div(n);
  }

  /** Minus the mean; points that do not count become 0. */
  private static Tensor centred(Tensor x, Tensor w, Tensor n) {
    Tensor counted = x.mul(w);
    Tensor mean = counted.sum(1, true).div(n.unsqueeze(-1).unsqueeze(-1));
    return counted.sub(mean.mul(w));
  }

  /** S = Σ pᵀt {@code [B, 3, 3]} → R with p·R ≈ t. */
  private static Tensor rotation(Tensor s) {
    Tensor finite = s.maskedFill(s.isfinite().logicalNot(), 0);
    List<Tensor> usv = finite.svd();
    Tensor u = usv.get(0);
    Tensor vt = usv.get(2);
    Tensor sign = u.matmul(vt).det().sign(); // [B], never 0: both are orthogonal
    Tensor last = sign.sub(1).unsqueeze(-1).unsqueeze(-1); // 0, or −2 for a reflection
    Tensor flipped = u.slice(2, 2, 3).matmul(vt.slice(1, 2, 3)).mul(last);
    return u.matmul(vt).add(flipped);
  }
}
