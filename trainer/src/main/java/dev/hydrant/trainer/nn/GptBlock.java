package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.function.UnaryOperator;

/**
 * The pre-norm transformer block of GPT-2: {@code x + Attn(LN₁ x)}, then {@code x + MLP(LN₂ x)}
 * (Radford et al. 2019). Positions are the model's affair.
 */
public final class GptBlock extends Module {
  /**
   * @param dim width D
   * @param heads number of heads; divides D
   * @param mult width of the MLP in units of D
   * @param layers depth of the whole model; residual projections start at {@code .02/√(2·layers)}
   * @param eps of the layer norms
   * @param causal whether position i sees only positions j ≤ i
   */
  public record Shape(long dim, int heads, int mult, int layers, double eps, boolean causal) {
    public Shape {
      if (dim % heads != 0) {
        throw new IllegalArgumentException(
            "d_model " + dim + " is not a multiple of num_heads " + heads);
      }
    }
  }

  private static final double STD = 0.02;

  private final UnaryOperator<Tensor> activation;
  private final LayerNorm ln1;
  private final SelfAttention attn;
  private final LayerNorm ln2;
  private final Linear fc;
  private final Linear proj;

  public GptBlock(Shape s, UnaryOperator<Tensor> activation) {
    this.activation = activation;
    Init residual = Init.normal(STD / Math.sqrt(2.0 * s.layers()));
    long d = s.dim();
    ln1 = part("ln_1", new LayerNorm(d, s.eps()));
    attn = part("attn", new SelfAttention(d, s.heads(), s.causal(), residual));
    ln2 = part("ln_2", new LayerNorm(d, s.eps()));
    fc = part("mlp.c_fc", new Linear(d, s.mult() * d, Init.normal(STD), Init.zeros()));
    proj = part("mlp.c_proj", new Linear(s.mult() * d, d, residual, Init.zeros()));
  }

  /** x {@code [B, T, D]} → {@code [B, T, D]}. */
  public Tensor forward(Tensor x) {
    return forward(x, null);
  }

  /**
   * As {@link #forward(Tensor)}, where a mask says who sees whom.
   *
   * @param mask see {@link SelfAttention#forward(Tensor, Tensor)}
   */
  public Tensor forward(Tensor x, Tensor mask) {
    return Torch.recompute(z -> block(z, mask), x);
  }

  private Tensor block(Tensor x, Tensor mask) {
    return mlp(x.add(attn.forward(ln1.forward(x), mask)));
  }

  private Tensor mlp(Tensor y) {
    return y.add(proj.forward(activation.apply(fc.forward(ln2.forward(y)))));
  }

  /** The next tokens x {@code [1, S, D]} of a text, causally, with those before them. */
  public Tensor next(Tensor x, KvCache cache) {
    return mlp(x.add(attn.next(ln1.forward(x), cache)));
  }

  /** As {@link #next(Tensor, KvCache)}, where a bias says who sees whom. */
  public Tensor next(Tensor x, KvCache cache, KvCache.Bias bias) {
    return mlp(x.add(attn.next(ln1.forward(x), cache, bias)));
  }
}
