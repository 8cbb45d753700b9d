package dev.hydrant.trainer.lm.mamba;

import dev.hydrant.trainer.lm.Reading;
import dev.hydrant.trainer.torch.EagerTensor;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;

/**
 * Remembers the state of a {@link Mamba}, not the tokens: a token costs the same time and memory
 * however many came before it, and nothing is ever forgotten on purpose.
 */
final class MambaReading implements Reading {
  private final EagerTorch torch;
  private final Mamba model;
  private Mamba.State state;

  MambaReading(EagerTorch torch, Mamba model) {
    this.torch = torch;
    this.model = model;
    this.state = model.start(torch, 1);
  }

  @Override
  public float[] read(long... ids) {
    float[] logits = null;
    for (int i = 0; i < ids.length; i++) {
      long id = ids[i];
      try (var scope = torch.scope()) {
        Tensor token = torch.tensor(new long[] {id}, 1);
        Mamba.Step step = torch.noGrad(() -> model.step(token, state));
        if (i == ids.length - 1) {
          logits = step.logits().toFloats();
        }
        Mamba.State next = step.state().map(t -> scope.keep(t.detach()));
        close();
        state = next;
      }
    }
    return logits;
  }

  /** What is remembered now. */
  Mamba.State state() {
    return state;
  }

  @Override
  public void close() {
    state.tensors().forEach(t -> ((EagerTensor) t).close());
  }
}
