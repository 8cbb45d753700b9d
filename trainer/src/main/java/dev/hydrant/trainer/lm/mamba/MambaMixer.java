package dev.hydrant.trainer.lm.mamba;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.RandomStream;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * The selective state space layer, S6 (Gu and Dao 2023, arXiv 2312.00752): a gated branch of a
 * short causal convolution and a linear recurrence whose step sizes, inputs and outputs depend on
 * the token.
 *
 * <p>Whole rows go through {@link #forward}, single tokens with a {@link State} through {@link
 * #step}; both give the same numbers. Widths: D outside, Di inside, N states a channel, R the rank
 * of the step sizes, K the length of the convolution.
 */
final class MambaMixer extends Module {
  /** What a row leaves behind: {@code window [B, K−1, Di]} and {@code state [B, Di, N]}. */
  record State(Tensor window, Tensor state) {}

  /** The output {@code [B, D]} of a token with the state behind it. */
  record Step(Tensor output, State state) {}

  private final MambaConfig config;
  private final Linear inProj;
  private final Conv conv;
  private final Linear xProj;
  private final Linear dtProj;
  private final Parameter aLog;
  private final Parameter skip;
  private final Linear outProj;

  /** The depthwise convolution's parameters, under the names other programs give them. */
  private static final class Conv extends Module {
    final Parameter weight;
    final Parameter bias;

    Conv(MambaConfig c) {
      weight = parameter("weight", Init.fanIn(c.dConv()), c.dInner(), 1, c.dConv()).tag("scalar");
      bias = c.useConvBias() ? parameter("bias", Init.fanIn(c.dConv()), c.dInner()) : null;
    }
  }

  MambaMixer(MambaConfig c) {
    config = c;
    int di = c.dInner();
    int n = c.dState();
    int r = c.rank();
    inProj = part("in_proj", new Linear(c.dModel(), 2L * di, c.useBias()));
    conv = part("conv1d", new Conv(c));
    xProj = part("x_proj", new Linear(di, r + 2L * n, false));
    double bound = Math.pow(r, -0.5) * c.timeStepScale();
    Init dtWeight =
        c.timeStepInitScheme().equals("constant") ? Init.constant(bound) : Init.uniform(bound);
    dtProj = part("dt_proj", new Linear(r, di, dtWeight, stepBias(c)));
    aLog = parameter("A_log", MambaMixer::decays, di, n).tag("scalar.no_decay");
    skip = parameter("D", Init.ones(), di);
    outProj = part("out_proj", new Linear(di, c.dModel(), outWeight(c), outBias(c)));
  }

  private static Init outWeight(MambaConfig c) {
    double scale = c.rescalePrenormResidual() ? Math.sqrt(c.nLayers()) : 1;
    return Init.uniform(1 / Math.sqrt(c.dInner()) / scale);
  }

  private static Init outBias(MambaConfig c) {
    return c.useBias() ? Init.fanIn(c.dInner()) : null;
  }

  /** A = −1, −2, … −N in each channel. */
  private static Tensor decays(Torch torch, RandomStream random, long[] shape) {
    Tensor n = torch.arange(1, shape[1] + 1, 1).to(torch.floatType());
    return n.log().view(1, shape[1]).expand(shape);
  }

  /** softplus of the bias is log-uniform in [min, max], and not below the floor. */
  private static Init stepBias(MambaConfig c) {
    double low = Math.log(c.timeStepMin());
    double span = Math.log(c.timeStepMax()) - low;
    return (torch, random, shape) -> {
      Tensor dt = random.uniform(shape).mul(span).add(low).exp().clampMin(c.timeStepFloor());
      return dt.add(dt.neg().expm1().neg().log());
    };
  }

  /** x {@code [B, T, D]} → {@code [B, T, D]}. */
  Tensor forward(Tensor x) {
    List<Tensor> halves = inProj.forward(x).chunk(2, -1);
    Tensor u = config.hiddenAct().apply(convolve(halves.get(0)));
    List<Tensor> dbc = selection(u);
    Tensor y =
        u.selectiveScan(
            dbc.get(0),
            decay(),
            dbc.get(1),
            dbc.get(2),
            config.scanChunk(),
            config.isAssociative(x.torch()));
    return close(y, u, halves.get(1));
  }

  /** Each channel's weighted sum of its last K values; u {@code [B, T, Di]}. */
  private Tensor convolve(Tensor u) {
    Tensor y = u.causalConv(conv.weight.view(config.dInner(), config.dConv()));
    return conv.bias == null ? y : y.add(conv.bias);
  }

  /** Step sizes {@code [..., Di]}, inputs and outputs of the state {@code [..., N]}. */
  private List<Tensor> selection(Tensor u) {
    List<Tensor> parts =
        xProj.forward(u).split(new long[] {config.rank(), config.dState(), config.dState()}, -1);
    return List.of(dtProj.forward(parts.get(0)).softplus(), parts.get(1), parts.get(2));
  }

  /** A {@code [Di, N]}, negative. */
  private Tensor decay() {
    return aLog.exp().neg();
  }

  private Tensor close(Tensor y, Tensor u, Tensor gate) {
    return outProj.forward(y.add(u.mul(skip)).mul(gate.silu()));
  }

  /** The state before the first token of {@code rows} rows. */
  State empty(Torch torch, long rows) {
    return new State(
        torch.zeros(rows, config.dConv() - 1L, config.dInner()),
        torch.zeros(rows, config.dInner(), config.dState()));
  }

  /** One token of each row, x {@code [B, D]}. */
  Step step(Tensor x, State before) {
    List<Tensor> halves = inProj.forward(x).chunk(2, -1);
    Tensor now = halves.get(0).unsqueeze(1);
    Tensor window = config.dConv() == 1 ? now : Torch.cat(List.of(before.window(), now), 1);
    Tensor taps = conv.weight.view(config.dInner(), config.dConv()).t();
    Tensor mixed = window.mul(taps).sum(1);
    Tensor u = config.hiddenAct().apply(conv.bias == null ? mixed : mixed.add(conv.bias));
    List<Tensor> dbc = selection(u);
    Tensor dt = dbc.get(0).unsqueeze(-1);
    Tensor state =
        dt.mul(decay())
            .exp()
            .mul(before.state())
            .add(dt.mul(u.unsqueeze(-1)).mul(dbc.get(1).unsqueeze(1)));
    Tensor y = state.mul(dbc.get(2).unsqueeze(1)).sum(-1);
    Tensor rest = config.dConv() == 1 ? before.window() : window.slice(1, 1, config.dConv());
    return new Step(close(y, u, halves.get(1)), new State(rest, state));
  }
}
