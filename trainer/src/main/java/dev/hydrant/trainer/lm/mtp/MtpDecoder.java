package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.lm.generate.CachedForward;
import dev.hydrant.trainer.lm.generate.ContextWindow;
import dev.hydrant.trainer.lm.generate.DraftingDecoder;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.EagerTensor;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads with the main prediction, and guesses with the others. */
abstract class MtpDecoder implements DraftingDecoder {
  final EagerTorch torch;
  final MtpModel model;
  final ContextWindow window;
  private final CachedForward pass;

  /**
   * @param body goes over the next tokens, ids {@code [1, S]}; its first result is the hidden state
   *     of the main prediction {@code [1, S, D]}
   */
  MtpDecoder(EagerTorch torch, MtpModel model, CachedForward.Body body) {
    this.torch = torch;
    this.model = model;
    int context = model.config.trunk().nCtx();
    this.window = new ContextWindow(context);
    this.pass = new CachedForward(torch, model, context, body);
  }

  @Override
  public int draftLength() {
    return Math.max(0, Math.min(model.config.tokens() - 1, window.room() - 1));
  }

  @Override
  public float[] read(long... ids) {
    return advance(ids, 1)[0];
  }

  @Override
  public float[][] verify(long... ids) {
    return advance(ids, ids.length);
  }

  private float[][] advance(long[] ids, int judged) {
    boolean fits = window.add(ids);
    long[] now = fits ? ids : window.ids();
    if (!fits) {
      pass.rewind(0);
      restart();
    }
    try (Scope s = torch.scope()) {
      List<Tensor> states = pass.advance(now.length, List.of(row(now)));
      remember(states);
      int n = now.length;
      Tensor last = states.get(0).slice(1, n - judged, n).squeeze(0);
      return logits(last, model.head.weight, judged);
    }
  }

  /** Logits of a prediction {@code [n, V]}, of its states {@code [n, D]}. */
  final float[][] logits(Tensor states, Parameter weight, int n) {
    float[] all = torch.noGrad(() -> model.tokens(model.logits(states, weight))).toFloats();
    float[][] out = new float[n][];
    for (int i = 0; i < n; i++) {
      out[i] = Arrays.copyOfRange(all, i * all.length / n, (i + 1) * all.length / n);
    }
    return out;
  }

  /** ids as a row {@code [1, S]}. */
  final Tensor row(long... ids) {
    return torch.tensor(ids, 1, ids.length);
  }

  @Override
  public void rewind(int tokens) {
    window.remove(tokens);
    pass.rewind(pass.length() - tokens);
    forget(tokens);
  }

  /** All places are about to be gone over again. */
  abstract void restart();

  /** Takes note of the body's results for new places. */
  abstract void remember(List<Tensor> states);

  /** The last places were taken back. */
  abstract void forget(int places);

  /** Makes a tensor outlive its scope in place of another. */
  final Tensor replace(Tensor old, Tensor with) {
    Tensor kept = with == null ? null : torch.owned(torch.noGrad(() -> with.mul(1)));
    if (old != null) {
      EagerTensor.of(old).close();
    }
    return kept;
  }

  @Override
  public void close() {
    pass.close();
  }

  /** For parallel predictions: each has a state of its own at the last place. */
  static final class Parallel extends MtpDecoder {
    private final BaseMtp base;
    private List<Tensor> states = new ArrayList<>();

    Parallel(EagerTorch torch, BaseMtp model) {
      super(torch, model, (in, past) -> model.states(in.get(0), past));
      base = model;
    }

    @Override
    public float[] draft(long... ahead) {
      try (Scope s = torch.scope()) {
        Tensor all = states.get(Math.min(ahead.length, states.size() - 1));
        Tensor last = torch.noGrad(() -> all.slice(1, all.size(1) - 1, all.size(1)).squeeze(0));
        return logits(last, base.weight(ahead.length), 1)[0];
      }
    }

    @Override
    void restart() {}

    @Override
    void remember(List<Tensor> now) {
      List<Tensor> kept = new ArrayList<>();
      for (int i = 0; i < now.size(); i++) {
        kept.add(replace(states.isEmpty() ? null : states.get(i), now.get(i)));
      }
      states = kept;
    }

    @Override
    void forget(int places) {
      try (Scope s = torch.scope()) {
        remember(
            states.stream()
                .map(t -> torch.noGrad(() -> t.slice(1, 0, t.size(1) - places)))
                .toList());
      }
    }

    @Override
    public void close() {
      super.close();
      states.forEach(t -> replace(t, null));
      states = List.of();
    }
  }
}
