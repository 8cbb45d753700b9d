package dev.hydrant.trainer.torch;

/** Reading and writing at indices; part of {@link Tensor}. Indices are INT64. */
interface Indexing {

  private Tensor on(Op op, int dim, Tensor... more) {
    Tensor[] in = new Tensor[more.length + 1];
    in[0] = (Tensor) this;
    System.arraycopy(more, 0, in, 1, more.length);
    return Dispatch.call(op, Attrs.of(Shapes.dim(dim, in[0].rank())), in);
  }

  /** Rows of this table {@code [V, D]} at {@code ids [...]}: {@code [..., D]}. */
  default Tensor embedding(Tensor ids) {
    return Dispatch.call(IndexOps.EMBEDDING, Attrs.of(), (Tensor) this, ids);
  }

  /** Whole slices at a list of indices. */
  default Tensor indexSelect(int dim, Tensor index) {
    return on(IndexOps.INDEX_SELECT, dim, index);
  }

  /** Adds slices of {@code source} at a list of indices; repeated indices add up. */
  default Tensor indexAdd(int dim, Tensor index, Tensor source) {
    return on(IndexOps.INDEX_ADD, dim, index, source);
  }

  /** Replaces the slices at a list of indices. */
  default Tensor indexCopy(int dim, Tensor index, Tensor source) {
    return on(IndexOps.INDEX_COPY, dim, index, source);
  }

  /** {@code out[i][j] = this[index[i][j]][j]} for dimension 0, and so on. */
  default Tensor gather(int dim, Tensor index) {
    return on(IndexOps.GATHER, dim, index);
  }

  /** Puts the elements of {@code source} where {@code index} says; the inverse of gather. */
  default Tensor scatter(int dim, Tensor index, Tensor source) {
    return on(IndexOps.SCATTER, dim, index, source);
  }

  default Tensor scatter(int dim, Tensor index, double value) {
    Tensor self = (Tensor) this;
    Object v = self.dtype().isFloating() ? value : (Object) (long) value;
    return Dispatch.call(
        IndexOps.SCATTER_VALUE, Attrs.of(Shapes.dim(dim, self.rank()), v), self, index);
  }

  /** As {@link #scatter(int, Tensor, Tensor)}, adding. */
  default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
    return on(IndexOps.SCATTER_ADD, dim, index, source);
  }

  /** 1 at the class, 0 elsewhere, in a new last dimension of size {@code classes}, INT64. */
  default Tensor oneHot(long classes) {
    return Dispatch.call(IndexOps.ONE_HOT, Attrs.of(classes), (Tensor) this);
  }

  /** How often each of the integers 0 … n−1 occurs here, {@code [n]}, INT64. */
  default Tensor bincount(long n) {
    Tensor ids = ((Tensor) this).view(-1);
    Torch t = ids.torch();
    return t.full(DType.INT64, 0, n).indexAdd(0, ids, t.full(DType.INT64, 1, ids.numel()));
  }

  /** Where to insert {@code values} into this sorted sequence, INT64. */
  default Tensor searchsorted(Tensor values, boolean right) {
    return Dispatch.call(IndexOps.SEARCHSORTED, Attrs.of(right), (Tensor) this, values);
  }

  /** Square matrices with the last dimension on their diagonal. */
  default Tensor diagEmbed() {
    return Dispatch.call(IndexOps.DIAG_EMBED, Attrs.of(), (Tensor) this);
  }

  /** The diagonals of square matrices. */
  default Tensor diagonal() {
    return Dispatch.call(IndexOps.DIAGONAL, Attrs.of(), (Tensor) this);
  }
}
