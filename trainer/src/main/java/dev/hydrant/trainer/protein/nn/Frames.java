package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * The axes of all residues, as {@link dev.hydrant.trainer.protein.structure.Frame} defines them for
 * one. Row vectors: {@code global = local · rotation + origin}. Residues that are not valid have
 * the global axes.
 *
 * @param rotation {@code [B, L, 3, 3]}, by rows x, y, z
 * @param origin {@code [B, L, 3]} in Å, CA
 * @param valid BOOL {@code [B, L]}
 */
public record Frames(Tensor rotation, Tensor origin, Tensor valid) {
  private static final double SHORTEST = 1e-8;

  /**
   * Right-handed frames of N, CA and C.
   *
   * @param coordinates {@code [B, L, A, 3]} in Å, slots N, CA, C first
   * @param valid BOOL {@code [B, L]}; coordinates of other residues may be anything
   */
  public static Frames geometric(Tensor coordinates, Tensor valid) {
    Tensor n = coordinates.select(2, 0);
    Tensor ca = coordinates.select(2, 1);
    Tensor c = coordinates.select(2, 2);
    Tensor x = unit(ca.sub(c));
    Tensor y = orthogonal(n.sub(ca), x);
    return of(x, y, unit(x.cross(y)), ca, valid);
  }

  /**
   * Frames of N, CA, C and CB that are left-handed where the residue is.
   *
   * @param coordinates {@code [B, L, A, 3]} in Å, slots N, CA, C, CB first
   * @param valid as above
   */
  public static Frames reflexive(Tensor coordinates, Tensor valid) {
    Tensor ca = coordinates.select(2, 1);
    Tensor x = unit(coordinates.select(2, 0).sub(ca));
    Tensor y = orthogonal(coordinates.select(2, 2).sub(ca), x);
    Tensor normal = unit(x.cross(y));
    Tensor side = dot(coordinates.select(2, 3).sub(ca), normal);
    Tensor sign = side.lt(-SHORTEST).to(side.dtype()).mul(-2).add(1);
    return of(x, y, normal.mul(sign), ca, valid);
  }

  private static Frames of(Tensor x, Tensor y, Tensor z, Tensor origin, Tensor valid) {
    Torch torch = x.torch();
    Tensor rotation = Torch.stack(List.of(x, y, z), 2);
    Tensor one = valid.unsqueeze(-1);
    Tensor eye = torch.eye(3).to(x.dtype());
    return new Frames(
        rotation.where(one.unsqueeze(-1), eye.expand(rotation.shape())),
        origin.where(one, torch.full(x.dtype(), 0, origin.shape())),
        valid);
  }

  private static Tensor dot(Tensor a, Tensor b) {
    return a.mul(b).sum(-1, true);
  }

  private static Tensor unit(Tensor v) {
    return v.div(dot(v, v).sqrt().clampMin(SHORTEST));
  }

  private static Tensor orthogonal(Tensor v, Tensor axis) {
    return unit(v.sub(axis.mul(dot(v, axis))));
  }

  /** Turns vectors {@code [B, L, n, 3]} from the residues' axes to the global ones. */
  Tensor toGlobal(Tensor local) {
    return turned(local, rotation);
  }

  /** Turns vectors {@code [B, L, n, 3]} from the global axes to the residues'. */
  Tensor toLocal(Tensor global) {
    return turned(global, rotation.t());
  }

  private static Tensor turned(Tensor v, Tensor by) {
    return v.torch().fullPrecision(() -> v.to(by.dtype()).matmul(by));
  }

  /** 1 for valid residues, 0 for others, {@code [B, L, 1]}. */
  Tensor weight(DType type) {
    return valid.to(type).unsqueeze(-1);
  }
}
