package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import dev.hydrant.trainer.vqvae.model.Codebooks.Quantized;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The loss of a {@link VqVae}: five terms, each with its weight; those of weight 0 are not
 * computed.
 */
public final class VqLoss {
  /** What is gathered of an evaluation: the rows, {@code [B, D]}. */
  public static final String ROWS = "rows";

  /** The squared errors of the reconstruction, {@code [B, D]}. */
  public static final String ERROR = "error";

  /** The embeddings of all categories side by side, {@code [B, C·E]}. */
  public static final String EMBEDDINGS = "embeddings";

  /** The latents of all quantizers side by side, {@code [B, Σd]}. */
  public static final String LATENTS = "latents";

  /** Their codes, {@code [B, Σd]}. */
  public static final String CODES = "codes";

  /** Their tokens, {@code [B, 3C]}. */
  public static final String TOKENS = "tokens";

  private final VqVae model;
  private final Weights weights;
  private final boolean mean;
  private final long topographyRows;

  /** How much each term counts. */
  public record Weights(
      double reconstruction,
      double quantization,
      double orthogonality,
      double informativeness,
      double topography) {}

  /**
   * @param mean whether the terms of categories are averaged, not summed
   * @param topographyRows rows of a batch whose distances are compared
   */
  public VqLoss(VqVae model, Weights weights, boolean mean, long topographyRows) {
    this.model = model;
    this.weights = weights;
    this.mean = mean;
    this.topographyRows = topographyRows;
  }

  /** The objective for rows {@code [B, D]}. */
  public Objective of(Tensor x, Phase phase) {
    boolean training = phase == Phase.TRAIN;
    VqVae.Encoded encoded = model.encode(x, training);
    Quantized quantized = model.quantize(encoded.latents());
    Tensor codes = quantized.codes();
    Tensor terms = quantized.loss();
    Tensor vq = mean ? terms.mul(1.0 / model.categories().size()) : terms;
    Tensor error = model.decode(codes, training).sub(x).square();
    Sum sum = new Sum();
    sum.add("reconstruction", weights.reconstruction(), error::mean);
    sum.add("vq", weights.quantization(), () -> vq);
    sum.add(
        "orthogonality", weights.orthogonality(), () -> Orthogonality.loss(encoded.embeddings()));
    sum.add(
        "informativeness",
        weights.informativeness(),
        () -> model.decodeAlone(codes).sub(x).square().mean());
    sum.add(
        "topo",
        weights.topography(),
        () -> topography(x, encoded.latents(), codes, training).loss());
    Objective objective = sum.objective();
    objective.metric("vq_per_code", terms.mul(1.0 / quantized.tokens().size()));
    if (training) {
      model.codebooks().follow(objective, encoded.latents(), quantized.tokens());
    } else {
      gather(objective, x, error, encoded, quantized);
    }
    return objective;
  }

  /** What metrics of a whole validation are made of. */
  private static void gather(
      Objective objective, Tensor x, Tensor error, VqVae.Encoded encoded, Quantized quantized) {
    objective
        .gather(ROWS, x)
        .gather(ERROR, error)
        .gather(EMBEDDINGS, encoded.embeddingsInRows())
        .gather(LATENTS, encoded.latents())
        .gather(CODES, quantized.codes())
        .gather(TOKENS, Torch.stack(quantized.tokens(), 1));
  }

  private Topography topography(Tensor x, Tensor latents, Tensor codes, boolean training) {
    UnaryOperator<Tensor> some = some(x, training);
    return Topography.of(
        some.apply(x), some.apply(latents), some.apply(codes), model.codebooks().latents().sizes());
  }

  /** Some rows: drawn while training, the first ones otherwise. */
  private UnaryOperator<Tensor> some(Tensor x, boolean training) {
    long rows = x.size(0);
    if (rows <= topographyRows) {
      return z -> z;
    }
    if (!training) {
      return z -> z.slice(0, 0, topographyRows);
    }
    Tensor drawn = x.torch().random("topo").permutation(rows).slice(0, 0, topographyRows);
    return z -> z.indexSelect(0, drawn);
  }

  /** Terms as they are reported, and their weighted sum. */
  private static final class Sum {
    private final Map<String, Tensor> terms = new LinkedHashMap<>();
    private Tensor total;

    void add(String name, double weight, Supplier<Tensor> term) {
      if (weight == 0) {
        return;
      }
      Tensor value = term.get();
      terms.put(name, value);
      Tensor weighted = weight == 1 ? value : value.mul(weight);
      total = total == null ? weighted : total.add(weighted);
    }

    Objective objective() {
      if (total == null) {
        throw new IllegalArgumentException("all weights of the loss are 0");
      }
      Objective objective = new Objective(total);
      terms.forEach(objective::metric);
      return objective;
    }
  }
}
