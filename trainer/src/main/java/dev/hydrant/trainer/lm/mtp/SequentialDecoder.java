package dev.hydrant.trainer.lm.mtp;

import dev.hydrant.trainer.lm.generate.CachedForward;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * For predictions that build on each other: module k sees, at each place i, the state of the
 * prediction before and token i + k. Places where that token is a mere guess are gone over again
 * when it is known.
 */
final class SequentialDecoder extends MtpDecoder {
  private final DeepSeekMtp sequential;
  private final List<CachedForward> modules = new ArrayList<>();

  /** States that module k is to go over next, from place {@code modules.get(k).length()} on. */
  private final Tensor[] waiting;

  SequentialDecoder(EagerTorch torch, DeepSeekMtp model) {
    super(torch, model, (in, past) -> List.of(model.next(in.get(0), past)));
    sequential = model;
    for (int k = 1; k < model.config.tokens(); k++) {
      int module = k;
      modules.add(
          new CachedForward(
              torch,
              model,
              model.config.trunk().nCtx(),
              (in, past) -> List.of(model.step(module, in.get(0), in.get(1), in.get(2), past))));
    }
    waiting = new Tensor[modules.size()];
  }

  @Override
  public float[] draft(long... ahead) {
    int k = ahead.length - 1;
    CachedForward module = modules.get(k);
    long[] known = window.ids();
    int length = known.length;
    int from = module.length();
    long[] row = Arrays.copyOfRange(known, from, length);
    long[] next = new long[row.length];
    for (int i = 0; i < next.length; i++) {
      int at = from + i + k + 1;
      next[i] = at < length ? known[at] : ahead[at - length];
    }
    try (Scope s = torch.scope()) {
      Tensor in = waiting[k];
      Tensor state = module.advance(row.length, List.of(in, row(row), row(next))).get(0);
      // Of the places gone over, the last k saw guesses.
      int certain = Math.max(from, length - k);
      module.rewind(certain);
      waiting[k] = replace(in, certain == length ? null : slice(in, certain - from, row.length));
      if (k + 1 < modules.size()) {
        waiting[k + 1] = replace(waiting[k + 1], joined(k + 1, state, from));
      }
      return logits(
          sequential.normed(slice(state, row.length - 1, row.length)), model.head.weight, 1)[0];
    }
  }

  /** What waits for module k, with the states of the module before, from a place on. */
  private Tensor joined(int k, Tensor states, int from) {
    int missing = from - modules.get(k).length();
    return missing == 0
        ? states
        : torch.noGrad(() -> Torch.cat(List.of(slice(waiting[k], 0, missing), states), 1));
  }

  private Tensor slice(Tensor x, int from, int to) {
    return torch.noGrad(() -> x.slice(1, from, to));
  }

  @Override
  void restart() {
    modules.forEach(m -> m.rewind(0));
    for (int k = 0; k < waiting.length; k++) {
      waiting[k] = replace(waiting[k], null);
    }
  }

  @Override
  void remember(List<Tensor> states) {
    if (waiting.length == 0) {
      return;
    }
    Tensor before = waiting[0];
    Tensor all =
        before == null
            ? states.get(0)
            : torch.noGrad(() -> Torch.cat(List.of(before, states.get(0)), 1));
    waiting[0] = replace(before, all);
  }

  @Override
  void forget(int places) {
    try (Scope s = torch.scope()) {
      int n = (int) waiting[0].size(1) - places;
      waiting[0] = replace(waiting[0], n == 0 ? null : slice(waiting[0], 0, n));
    }
  }

  @Override
  public void close() {
    super.close();
    modules.forEach(CachedForward::close);
    restart();
  }
}
