package dev.hydrant.trainer.lm.mamba;

import dev.hydrant.trainer.lm.generate.Decoder;
import dev.hydrant.trainer.nn.Recorded;
import dev.hydrant.trainer.torch.EagerTensor;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers the state of a {@link Mamba}, not the tokens: a token costs the same time and memory
 * however many came before it, and nothing is ever forgotten on purpose.
 */
final class MambaDecoder implements Decoder {
  private static final int PATIENCE = 4;

  private final EagerTorch torch;
  private final Recorded step;
  private Mamba.State state;

  MambaDecoder(EagerTorch torch, Mamba model) {
    this.torch = torch;
    Mamba.State like = model.start(torch, 1);
    this.state = like.map(torch::owned);
    this.step =
        new Recorded(
            torch,
            model,
            PATIENCE,
            in -> {
              Mamba.Step s = model.step(in.get(0), like.with(in.subList(1, in.size())));
              List<Tensor> out = new ArrayList<>(List.of(s.logits()));
              out.addAll(s.state().tensors());
              return out;
            });
  }

  @Override
  public float[] read(long... ids) {
    float[] logits = null;
    for (int i = 0; i < ids.length; i++) {
      long id = ids[i];
      try (var scope = torch.scope()) {
        List<Tensor> in = new ArrayList<>(List.of(torch.tensor(new long[] {id}, 1)));
        in.addAll(state.tensors());
        List<Tensor> out = step.apply(in);
        if (i == ids.length - 1) {
          logits = out.get(0).toFloats();
        }
        Mamba.State next = state.with(out.subList(1, out.size())).map(t -> torch.owned(t.detach()));
        forget();
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
    forget();
    step.close();
  }

  private void forget() {
    state.tensors().forEach(t -> ((EagerTensor) t).close());
  }
}
