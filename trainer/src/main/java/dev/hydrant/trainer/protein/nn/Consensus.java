package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/**
 * Steps of residues' states u towards agreement along edges. An edge from i to j measures {@code δ
 * = turned u_i − u_j}, where turning is rotary by i − j, and pulls both ends by {@code ρ = α·δ +
 * Λᵀ(Λ·δ)}; α > 0 and the rows of Λ, which have length 1, follow from the states at its ends.
 *
 * <p>Each step size belongs to a position, so rows are at most {@code max_len} long.
 */
final class Consensus extends Module {
  /** softplus of it is 0.105. */
  private static final double FIRST_STEP = -2.2;

  private final int heads;
  private final double dropout;
  private final ConsensusShape shape;
  private final Linear tokenEncoder;
  private final EdgeMlp similarity;
  private final EdgeMlp alpha;
  private final EdgeMlp lambda;
  private final Parameter stepSizes;
  private final Linear outProj;

  Consensus(long dim, int heads, long maxLength, double dropout, ConsensusShape shape) {
    this.heads = heads;
    this.dropout = dropout;
    this.shape = shape;
    tokenEncoder = part("token_encoder", new Linear(dim, dim, true));
    similarity =
        shape.window() ? null : part("similarity_scorer", new EdgeMlp(dim, shape.hidden(), 1));
    alpha = part("edge_to_alpha", new EdgeMlp(dim, shape.hidden(), 1));
    lambda =
        shape.rank() == 0
            ? null
            : part("edge_to_Lambda", new EdgeMlp(dim, shape.hidden(), dim * shape.rank()));
    stepSizes = parameter("step_sizes", Init.constant(FIRST_STEP), shape.iterations(), maxLength);
    outProj = part("out_proj", new Linear(dim, dim, true));
  }

  /** x {@code [B, L, D]} → {@code [B, L, D]}. */
  Tensor forward(Tensor x, Pass pass) {
    long b = x.size(0);
    long l = x.size(1);
    if (l > stepSizes.size(1)) {
      throw new IllegalArgumentException(
          "self-consensus has step sizes for %d positions, not for %d"
              .formatted(stepSizes.size(1), l));
    }
    long size = x.size(2) / heads;
    Edges edges =
        shape.window()
            ? new WindowEdges(this, x, pass.present())
            : new BestEdges(this, x, pass.present());
    Tensor u = tokenEncoder.forward(x).view(b, l, heads, size);
    for (int t = 0; t < shape.iterations(); t++) {
      Tensor step = stepSizes.select(0, t).slice(0, 0, l).softplus().view(1, l, 1, 1);
      u = u.sub(edges.pull(u).mul(step));
    }
    return pass.drop(outProj.forward(u.view(b, l, x.size(2))), dropout);
  }

  ConsensusShape shape() {
    return shape;
  }

  int heads() {
    return heads;
  }

  /** The MLP that scores possible edges; null where edges do not depend on scores. */
  EdgeMlp similarity() {
    return similarity;
  }

  EdgeMlp alpha() {
    return alpha;
  }

  /** Null for rank 0. */
  EdgeMlp lambda() {
    return lambda;
  }

  /**
   * What Λ of all edges is made of; null for rank 0.
   *
   * @param size D/h
   */
  EdgeRows.Table rows(long size) {
    return lambda == null ? null : EdgeRows.Table.of(lambda, heads, shape.rank(), size);
  }

  /** The edges of one forward pass. */
  interface Edges {
    /** States u {@code [B, L, h, D/h]} → the sum of what pulls at each, of the same shape. */
    Tensor pull(Tensor u);
  }
}
