package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import dev.hydrant.trainer.vqvae.model.VectorQuantizer.Quantized;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

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
    List<Quantized> quantized = model.quantize(encoded.latents());
    List<Tensor> codes = quantized.stream().map(Quantized::codes).toList();
    Tensor reconstruction = model.decode(codes, training).sub(x).square().mean();
    Tensor terms = quantized.stream().map(Quantized::loss).reduce(Tensor::add).orElseThrow();
    Tensor vq = mean ? terms.mul(1.0 / model.categories().size()) : terms;
    Sum sum = new Sum();
    sum.add("reconstruction", weights.reconstruction(), () -> reconstruction);
    sum.add("vq", weights.quantization(), () -> vq);
    sum.add(
        "orthogonality", weights.orthogonality(), () -> Orthogonality.loss(encoded.embeddings()));
    sum.add("informativeness", weights.informativeness(), () -> informativeness(x, codes));
    sum.add("topo", weights.topography(), () -> topography(x, encoded, codes, training));
    Objective objective = sum.objective();
    objective.metric("vq_per_code", terms.mul(1.0 / quantized.size()));
    if (!training) {
      gather(objective, x, encoded, quantized);
    }
    if (training) {
      IntStream.range(0, quantized.size())
          .forEach(
              q ->
                  model
                      .quantizers()
                      .get(q)
                      .follow(objective, encoded.latents().get(q), quantized.get(q).tokens()));
    }
    return objective;
  }

  /** What metrics of a whole validation are made of. */
  private void gather(
      Objective objective, Tensor x, VqVae.Encoded encoded, List<Quantized> quantized) {
    List<Tensor> codes = quantized.stream().map(Quantized::codes).toList();
    Tensor error = model.decode(codes, false).sub(x).square();
    objective
        .gather(ROWS, x)
        .gather(ERROR, error)
        .gather(EMBEDDINGS, Torch.cat(encoded.embeddings(), 1))
        .gather(LATENTS, Torch.cat(encoded.latents(), 1))
        .gather(CODES, Torch.cat(codes, 1))
        .gather(TOKENS, Torch.stack(quantized.stream().map(Quantized::tokens).toList(), 1));
  }

  /** How well each code alone tells all features. */
  private Tensor informativeness(Tensor x, List<Tensor> codes) {
    return IntStream.range(0, codes.size())
        .mapToObj(q -> model.decodeAlone(q, codes.get(q)).sub(x).square().mean())
        .reduce(Tensor::add)
        .orElseThrow()
        .mul(1.0 / codes.size());
  }

  private Tensor topography(Tensor x, VqVae.Encoded encoded, List<Tensor> codes, boolean training) {
    UnaryOperator<Tensor> some = some(x, training);
    return Topography.of(
            some.apply(x),
            encoded.latents().stream().map(some).toList(),
            codes.stream().map(some).toList())
        .loss();
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
