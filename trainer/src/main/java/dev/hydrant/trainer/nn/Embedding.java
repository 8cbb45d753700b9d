package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;

/** A table of vectors, looked up by id. */
public final class Embedding extends Module {
  public final Parameter weight;

  public Embedding(long count, long dim, Init init) {
    weight = parameter("weight", init, count, dim);
  }

  /** ids {@code [...]} → {@code [..., dim]}. */
  public Tensor forward(Tensor ids) {
    return weight.embedding(ids);
  }
}
