package dev.hydrant.trainer.nn;

import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
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

  private final Shape shape;
  private final UnaryOperator<Tensor> activation;
  private final LayerNorm ln1;
  private final Linear attn;
  private final Linear attnProj;
  private final LayerNorm ln2;
  private final Linear fc;
  private final Linear proj;

  public GptBlock(Shape s, UnaryOperator<Tensor> activation) {
    this.shape = s;
    this.activation = activation;
    Init residual = Init.normal(STD / Math.sqrt(2.0 * s.layers()));
    long d = s.dim();
    ln1 = part("ln_1", new LayerNorm(d, s.eps()));
    attn = part("attn.c_attn", new Linear(d, 3 * d, Init.normal(STD), Init.zeros()));
    attnProj = part("attn.c_proj", new Linear(d, d, residual, Init.zeros()));
    ln2 = part("ln_2", new LayerNorm(d, s.eps()));
    fc = part("mlp.c_fc", new Linear(d, s.mult() * d, Init.normal(STD), Init.zeros()));
    proj = part("mlp.c_proj", new Linear(s.mult() * d, d, residual, Init.zeros()));
  }

  /** x {@code [B, T, D]} → {@code [B, T, D]}. */
  public Tensor forward(Tensor x) {
    Tensor y = x.add(attention(ln1.forward(x)));
    return y.add(proj.forward(activation.apply(fc.forward(ln2.forward(y)))));
  }

  private Tensor attention(Tensor x) {
    long b = x.size(0);
    long t = x.size(1);
    long d = shape.dim();
    List<Tensor> qkv =
        attn.forward(x).chunk(3, -1).stream()
            .map(p -> p.view(b, t, shape.heads(), d / shape.heads()).transpose(1, 2))
            .toList();
    Tensor y = qkv.get(0).attention(qkv.get(1), qkv.get(2), null, shape.causal(), Double.NaN);
    return attnProj.forward(y.transpose(1, 2).view(b, t, d));
  }
}
