package dev.hydrant.trainer.torch;

import ai.djl.pytorch.engine.PtNDManager;

/** A lifetime of eager tensors; closing it frees those made inside. */
public final class Scope implements AutoCloseable {
  private final EagerTorch torch;
  private final PtNDManager manager;

  Scope(EagerTorch torch, PtNDManager manager) {
    this.torch = torch;
    this.manager = manager;
  }

  /** Lets a tensor survive this scope: it moves to the one around it. */
  public <T extends Tensor> T keep(T tensor) {
    return torch.keep(tensor);
  }

  @Override
  public void close() {
    torch.close(manager);
  }
}
