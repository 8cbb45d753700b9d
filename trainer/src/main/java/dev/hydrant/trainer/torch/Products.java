package dev.hydrant.trainer.torch;

import java.util.List;

/** Matrix products and linear algebra; part of {@link Tensor}. */
interface Products {

  private Tensor on(Op op, Tensor... more) {
    return all(op, more).get(0);
  }

  private List<Tensor> all(Op op, Tensor... more) {
    Tensor[] in = new Tensor[more.length + 1];
    in[0] = (Tensor) this;
    System.arraycopy(more, 0, in, 1, more.length);
    return Dispatch.all(op, Attrs.of(), in);
  }

  /** Product of two matrices. */
  default Tensor mm(Tensor other) {
    return on(ProductOps.MM, other);
  }

  /**
   * Product of matrices, or of batches of them: {@code [..., n, k] × [..., k, m] → [..., n, m]}.
   * Leading dimensions broadcast; a vector counts as a row on the left, a column on the right.
   */
  default Tensor matmul(Tensor other) {
    Tensor self = (Tensor) this;
    if (self.rank() == 1) {
      return self.unsqueeze(0).matmul(other).squeeze(other.rank() == 1 ? -1 : -2);
    }
    if (other.rank() == 1) {
      return self.matmul(other.unsqueeze(1)).squeeze(-1);
    }
    return self.rank() == 2 && other.rank() == 2 ? mm(other) : on(ProductOps.MATMUL, other);
  }

  /** {@code x · wᵀ + b}: x {@code [..., in]}, w {@code [out, in]}, b {@code [out]} or null. */
  default Tensor linear(Tensor weight, Tensor bias) {
    return on(ProductOps.LINEAR, weight, bias);
  }

  /** {@link #linear(Tensor, Tensor)} without bias. */
  default Tensor linear(Tensor weight) {
    return linear(weight, null);
  }

  /**
   * Multiplies runs of rows by a matrix each: the first {@code counts[0]} rows by {@code
   * weight[0]ᵀ}, the next {@code counts[1]} by {@code weight[1]ᵀ}, and so on. This is {@code [M,
   * D]}; a matrix without rows has gradient zero.
   *
   * @param weight {@code [E, H, D]}
   * @param counts INT64 {@code [E]}, with sum M
   * @return {@code [M, H]}
   */
  default Tensor groupedLinear(Tensor weight, Tensor counts) {
    return on(GroupOps.GROUPED_LINEAR, weight, counts);
  }

  /** Singular values and vectors, A = U·diag(S)·Vᵀ, as a list U, S, Vᵀ. */
  default List<Tensor> svd() {
    return all(ProductOps.SVD);
  }

  /** Eigenvalues in rising order and eigenvectors of a symmetric matrix. */
  default List<Tensor> eigh() {
    return all(ProductOps.EIGH);
  }

  /** Orthonormal Q and upper triangular R. */
  default List<Tensor> qr() {
    return all(ProductOps.QR);
  }

  default Tensor det() {
    return on(ProductOps.DET);
  }

  default Tensor inverse() {
    return on(ProductOps.INVERSE);
  }

  default Tensor cholesky() {
    return on(ProductOps.CHOLESKY);
  }

  /** X with this · X = b. */
  default Tensor solve(Tensor b) {
    return on(ProductOps.SOLVE, b);
  }

  /** Cross product of the vectors in the last dimension, which is of size 3. */
  default Tensor cross(Tensor other) {
    Tensor a = (Tensor) this;
    Rules.check(a.size(-1) == 3 && other.size(-1) == 3, "cross needs vectors of size 3");
    return a.roll(-1, -1).mul(other.roll(-2, -1)).sub(a.roll(-2, -1).mul(other.roll(-1, -1)));
  }

  /** Euclidean distances between rows: {@code [..., n, d], [..., m, d] → [..., n, m]}. */
  default Tensor cdist(Tensor other) {
    return on(ProductOps.CDIST, other);
  }

  /**
   * Euclidean distances between the rows of {@code [n, Σd]} in each run of columns, averaged over
   * the runs: {@code [n, n]}. Distances below a millionth count as one, and have no gradient.
   *
   * @param sizes d of each run
   */
  default Tensor meanDistances(long... sizes) {
    return Dispatch.call(DistanceOps.MEAN_DISTANCES, Attrs.of((Object) sizes), (Tensor) this);
  }
}
