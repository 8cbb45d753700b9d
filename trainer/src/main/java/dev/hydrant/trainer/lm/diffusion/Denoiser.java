package dev.hydrant.trainer.lm.diffusion;

import dev.hydrant.trainer.nn.Embedding;
import dev.hydrant.trainer.nn.GptBlock;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The network of a diffusion language model: GPT-2's blocks in which every position sees the whole
 * row, learned positions, an output tied to the table of states and, where wanted, the level of
 * noise added to every input. What is predicted, and how noise comes and goes, is up to subclasses.
 */
public abstract class Denoiser extends Module {
  /** Name of the bound among the parts of an {@link Objective}. */
  public static final String BOUND = "nelbo";

  private static final double STD = 0.02;
  private static final double EPS = 1e-5;
  private static final int TIMES = 1000;

  /**
   * @param context longest row
   * @param dim width D
   * @param timed whether the level of noise is an input
   */
  public record Sizes(States states, int context, int dim, int heads, int layers, boolean timed) {}

  private final Sizes sizes;
  private final Embedding wte;
  private final Embedding wpe;
  private final List<GptBlock> blocks;
  private final LayerNorm lnF;
  private final TimeEmbedding time;

  protected Denoiser(Sizes s) {
    sizes = s;
    wte = part("wte", new Embedding(s.states().count(), s.dim(), Init.normal(STD)));
    wpe = part("wpe", new Embedding(s.context(), s.dim(), Init.normal(STD)));
    wte.weight.tag("head");
    wpe.weight.tag("embed");
    GptBlock.Shape shape = new GptBlock.Shape(s.dim(), s.heads(), 4, s.layers(), EPS, false);
    blocks = parts("h", s.layers(), i -> new GptBlock(shape, Tensor::geluTanh));
    lnF = part("ln_f", new LayerNorm(s.dim(), EPS));
    time = s.timed() ? part("time", new TimeEmbedding(s.dim(), STD)) : null;
  }

  /** The mean of a function of time in (0, 1). */
  protected static double meanOverTime(DoubleUnaryOperator f) {
    return IntStream.range(0, TIMES).mapToDouble(i -> f.applyAsDouble((i + 0.5) / TIMES)).sum()
        / TIMES;
  }

  /** The loss of ids {@code [B, T]}, with the bound on −ln p in nats a token as {@link #BOUND}. */
  public abstract Objective objective(Tensor ids, Phase phase);

  /**
   * How text comes out of noise.
   *
   * @param steps in how many steps; 0 for those of the configuration
   */
  public abstract ReverseProcess reverse(int steps);

  /** As above, by Euler's method; nothing where there is no choice. */
  public Optional<ReverseProcess> reverseByEuler(int steps) {
    return Optional.empty();
  }

  /** Which share of the tokens of a batch noise has changed on average. */
  protected abstract double meanLost();

  public final Sizes sizes() {
    return sizes;
  }

  public final States states() {
    return sizes.states();
  }

  /** The table of states {@code [S, D]}: input and output. */
  protected final Parameter table() {
    return wte.weight;
  }

  /**
   * Hidden states after the last norm, {@code [B·T, D]}.
   *
   * @param noised states {@code [B, T]}
   * @param level of noise {@code [B, 1]}; not read by networks without time
   */
  public final Tensor hidden(Tensor noised, Tensor level) {
    long t = noised.size(1);
    if (t > sizes.context()) {
      throw new IllegalArgumentException(
          "The sequence has " + t + " tokens, but n_ctx is " + sizes.context());
    }
    Tensor x = wte.forward(noised).add(wpe.weight.slice(0, 0, t));
    if (time != null) {
      x = x.add(time.forward(level));
    }
    for (GptBlock b : blocks) {
      x = b.forward(x);
    }
    return lnF.forward(x).view(-1, sizes.dim());
  }

  /** Logits of all states, {@code [B, T, S]}, for rows that are small enough to hold them. */
  public final Tensor logits(Tensor noised, Tensor level) {
    return hidden(noised, level)
        .linear(wte.weight)
        .view(noised.size(0), noised.size(1), sizes.states().count());
  }

  /**
   * Cross entropies over the tokens, mask excluded, at some places; 0 at the others.
   *
   * @param hidden {@code [N, D]}
   * @param table {@code [S, D]}
   * @param targets {@code [N]}
   * @param at {@code [N]}, BOOL; false where the target is no token
   * @param columns number of states among which the softmax chooses
   */
  protected final Tensor crossEntropyAt(
      Tensor hidden, Tensor table, Tensor targets, Tensor at, int columns) {
    Tensor picks = targets.clamp(0, columns - 1.0).unsqueeze(1);
    var rows = hidden.linearRows(table, columns, picks, at, meanLost(), null, null);
    return rows.logsumexp().sub(rows.picked().squeeze(1));
  }

  /**
   * Times of a batch in [0, 1), {@code [B, 1]}.
   *
   * @param spread whether they are equally spaced from one common random shift, which makes the
   *     estimate of the loss less noisy; independent otherwise
   */
  protected static Tensor times(Torch torch, long rows, boolean spread) {
    if (!spread) {
      return torch.random("time").uniform(rows, 1);
    }
    Tensor place = torch.arange(rows).to(torch.floatType()).unsqueeze(1);
    Tensor t = place.add(torch.random("time").uniform(1, 1)).div(rows);
    return t.sub(t.floor());
  }

  /**
   * States in which each has become the mask with a probability.
   *
   * @param lost {@code [B, 1]}
   */
  protected final Tensor masked(Tensor states, Tensor lost) {
    Tensor hit = states.torch().random("mask").uniform(states.shape()).lt(lost);
    return states.maskedFill(hit, states().mask());
  }

  /** Where a mask stands for a token, {@code [N]}, BOOL; a mask in the data stands for none. */
  protected final Tensor isMasked(Tensor noised, Tensor states) {
    return noised.eq(states().mask()).logicalAnd(states.ne(states().mask())).view(-1);
  }

  /**
   * Six for each weight of a matrix product, and twelve T·D a layer for attention. Where noise is a
   * mask, the output is computed at masks alone.
   */
  final double flopsPerToken() {
    double d = sizes.dim();
    double head = sizes.states().count() * d * (sizes.states().hasMask() ? meanLost() : 1);
    return 6 * (head + sizes.layers() * 12 * d * d) + 12.0 * sizes.layers() * sizes.context() * d;
  }
}
