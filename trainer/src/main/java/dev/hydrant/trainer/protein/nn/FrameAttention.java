package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * Attention among residues' frames by direction and distance (geometric attention, Hayes et al.
 * 2024). Rigid motions of all coordinates leave its results as they are.
 *
 * <p>Each head has vectors of three numbers in each residue's own axes. Turned to global axes, two
 * residues are scored by the product of their directions, and by the distance of their points.
 * Residues without valid coordinates are not looked at, and get 0.
 */
final class FrameAttention extends Module {
  /** Under the root of distances, whose gradient is infinite at 0. */
  private static final double LEAST = 1e-12;

  private final int heads;
  private final double dropout;
  private final List<Linear> vectors;
  private final Parameter directionWeight;
  private final Parameter distanceWeight;
  private final Linear proj;

  FrameAttention(long dim, int heads, double dropout) {
    this.heads = heads;
    this.dropout = dropout;
    vectors =
        List.of("to_qr", "to_kr", "to_qd", "to_kd", "to_v").stream()
            .map(name -> part(name, new Linear(dim, 3L * heads, true)))
            .toList();
    directionWeight = parameter("w_r", Init.zeros(), heads);
    distanceWeight = parameter("w_d", Init.zeros(), heads);
    proj = part("proj", new Linear(3L * heads, dim, true));
  }

  /** x {@code [B, L, D]} → {@code [B, L, D]}. */
  Tensor forward(Tensor x, Pass pass) {
    Frames frames = pass.frames();
    long b = x.size(0);
    long l = x.size(1);
    List<Tensor> local = vectors.stream().map(linear -> linear.forward(x)).toList();
    // [B, L, 5h, 3] → five of [B, h, L, 3], in global axes.
    List<Tensor> turned =
        frames.toGlobal(Torch.cat(local, -1).view(b, l, 5L * heads, 3)).chunk(5, 2);
    Tensor origin = frames.origin().unsqueeze(2);
    Tensor direction =
        headsFirst(turned.get(0))
            .matmul(headsFirst(turned.get(1)).t())
            .mul(weight(directionWeight));
    Tensor distance =
        distances(headsFirst(turned.get(2).add(origin)), headsFirst(turned.get(3).add(origin)))
            .mul(weight(distanceWeight));
    Tensor scores = direction.sub(distance).add(Pass.bias(frames.valid(), x.torch()));
    Tensor seen = pass.drop(scores.softmax(-1), dropout).matmul(headsFirst(turned.get(4)));
    Tensor back = frames.toLocal(seen.transpose(1, 2)).contiguous().view(b, l, 3L * heads);
    return pass.drop(proj.forward(back), dropout).mul(frames.weight(x.dtype()));
  }

  private static Tensor headsFirst(Tensor x) {
    return x.transpose(1, 2);
  }

  /** {@code softplus(w)/√3}, {@code [h, 1, 1]}. */
  private static Tensor weight(Parameter w) {
    return w.softplus().mul(1 / Math.sqrt(3)).unsqueeze(-1).unsqueeze(-1);
  }

  /**
   * Distances of all pairs of points {@code [B, h, L, 3]}: {@code [B, h, L, L]}. Coordinates are
   * subtracted, not multiplied out: tens of Å squared leave no digits for tenths.
   */
  private static Tensor distances(Tensor from, Tensor to) {
    Tensor squares = null;
    for (int axis = 0; axis < 3; axis++) {
      Tensor a = from.slice(3, axis, axis + 1);
      Tensor b = to.slice(3, axis, axis + 1).t();
      Tensor own = a.sub(b).square();
      squares = squares == null ? own : squares.add(own);
    }
    return squares.add(LEAST).sqrt();
  }
}
