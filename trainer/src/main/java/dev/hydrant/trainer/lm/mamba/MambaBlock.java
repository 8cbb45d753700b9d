package dev.hydrant.trainer.lm.mamba;

import dev.hydrant.trainer.nn.Activation;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.RmsNorm;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;

/**
 * A pre-norm residual block around a {@link MambaMixer}, {@code x + Mixer(RMSNorm x)}; with {@code
 * use_mlp}, {@code x + MLP(RMSNorm x)} follows.
 */
final class MambaBlock extends Module {
  static final double EPS = 1e-5;

  private final RmsNorm norm;
  private final MambaMixer mixer;
  private final RmsNorm mlpNorm;
  private final GatedMlp mlp;

  /** {@code W_down(act(W_gate x) ∘ W_up x)}, all of width D. */
  private static final class GatedMlp extends Module {
    private final Activation activation;
    private final Linear gate;
    private final Linear up;
    private final Linear down;

    GatedMlp(long d, Activation activation) {
      this.activation = activation;
      gate = part("gate_proj", new Linear(d, d, false));
      up = part("up_proj", new Linear(d, d, false));
      down = part("down_proj", new Linear(d, d, false));
    }

    Tensor forward(Tensor x) {
      return down.forward(activation.apply(gate.forward(x)).mul(up.forward(x)));
    }
  }

  MambaBlock(MambaConfig c) {
    norm = part("norm", new RmsNorm(c.dModel(), EPS));
    mixer = part("mixer", new MambaMixer(c));
    mlpNorm = c.useMlp() ? part("mlp_norm", new RmsNorm(c.dModel(), EPS)) : null;
    mlp = c.useMlp() ? part("mlp", new GatedMlp(c.dModel(), c.hiddenAct())) : null;
  }

  /** x {@code [B, T, D]} → {@code [B, T, D]}. */
  Tensor forward(Tensor x) {
    return Torch.recomputeWhereEager(z -> mlp(z.add(mixed(z))), x);
  }

  /** What the mixer adds to x. */
  Tensor mixed(Tensor x) {
    return mixer.forward(norm.forward(x));
  }

  MambaMixer.State empty(Torch torch, long rows) {
    return mixer.empty(torch, rows);
  }

  /** One token of each row, x {@code [B, D]}. */
  MambaMixer.Step step(Tensor x, MambaMixer.State before) {
    MambaMixer.Step s = mixer.step(norm.forward(x), before);
    return new MambaMixer.Step(mlp(x.add(s.output())), s.state());
  }

  private Tensor mlp(Tensor x) {
    return mlp == null ? x : x.add(mlp.forward(mlpNorm.forward(x)));
  }
}
