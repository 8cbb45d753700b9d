package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.RandomStream;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import dev.hydrant.trainer.vqvae.prepare.LevelTable.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A hierarchical VQ-VAE over categories of features: each category has its encoder and a codebook
 * for each level; the codes of all are decoded together, and each alone as well, so that each has
 * to tell something.
 */
public final class VqVae extends Module {
  private final List<Category> categories;
  private final List<CategoryEncoder> encoders = new ArrayList<>();
  private final List<LevelProjection> projections = new ArrayList<>();
  private final List<VectorQuantizer> quantizers = new ArrayList<>();
  private final FeatureDecoder decoder;
  private final List<FeatureDecoder> partial = new ArrayList<>();
  private final double dropout;
  private final double commitment;

  /**
   * A category.
   *
   * @param features places among the model's features, ascending
   * @param levels of its codebooks
   */
  public record Category(String name, int[] features, List<Level> levels) {}

  /**
   * Sizes of the network.
   *
   * @param embedding E
   * @param hidden width of the categories' encoders
   * @param dropout while training
   * @param commitment weight of the pull to the codes, β
   * @param averages how codes follow, or null for learned ones
   */
  public record Sizes(
      long embedding,
      long hidden,
      double dropout,
      double commitment,
      VectorQuantizer.Averages averages) {}

  /**
   * @param features D; every one is in exactly one category
   */
  public VqVae(int features, List<Category> categories, Sizes sizes) {
    this.categories = List.copyOf(categories);
    this.dropout = sizes.dropout();
    this.commitment = sizes.commitment();
    for (Category c : categories) {
      encoders.add(
          part(
              "feature_extractor.group_mlps." + c.name(),
              new CategoryEncoder(c.features().length, sizes.hidden(), sizes.embedding())));
    }
    long width = 0;
    for (Category c : categories) {
      for (int l = 0; l < c.levels().size(); l++) {
        int d = c.levels().get(l).latentDim();
        projections.add(
            part(
                "projector.projection_heads.%s.%d".formatted(c.name(), l),
                new LevelProjection(sizes.embedding(), d)));
        width += d;
      }
    }
    for (Category c : categories) {
      for (Level level : c.levels()) {
        quantizers.add(
            part(
                "vq_layers." + quantizers.size(),
                new VectorQuantizer(level.numTokens(), level.latentDim(), sizes.averages())));
      }
    }
    decoder = part("shared_decoder", FeatureDecoder.shared(width, features));
    for (Category c : categories) {
      for (Level level : c.levels()) {
        partial.add(
            part(
                "partial_decoders." + partial.size(),
                FeatureDecoder.partial(level.latentDim(), features)));
      }
    }
  }

  /** The categories. */
  public List<Category> categories() {
    return categories;
  }

  /** The codebooks: all levels of the first category, then of the next. */
  public List<VectorQuantizer> quantizers() {
    return List.copyOf(quantizers);
  }

  /** The number of values, codebooks included whether learned or not. */
  public long valueCount() {
    return parameters().stream()
        .filter(p -> !p.name().endsWith("ema_cluster_size") && !p.name().endsWith("ema_w"))
        .mapToLong(Parameter::count)
        .sum();
  }

  /**
   * What the encoder makes of rows.
   *
   * @param embeddings {@code [B, E]} of each category
   * @param latents {@code [B, d]} of each quantizer, before it
   */
  public record Encoded(List<Tensor> embeddings, List<Tensor> latents) {}

  /** Encodes rows {@code [B, D]}. */
  public Encoded encode(Tensor x, boolean training) {
    List<Tensor> embeddings = new ArrayList<>();
    List<Tensor> latents = new ArrayList<>();
    int q = 0;
    for (int c = 0; c < categories.size(); c++) {
      Category category = categories.get(c);
      Tensor own = columns(x, category.features());
      Tensor e = encoders.get(c).forward(own, drop(x, training, "encoder/" + category.name()));
      embeddings.add(e);
      for (int l = 0; l < category.levels().size(); l++) {
        latents.add(projections.get(q).forward(e, drop(x, training, "projection/" + q)));
        q++;
      }
    }
    return new Encoded(embeddings, latents);
  }

  /** All features are a slice where a category's lie side by side. */
  private static Tensor columns(Tensor x, int[] features) {
    boolean isRange = features[features.length - 1] - features[0] == features.length - 1;
    if (isRange) {
      return x.slice(1, features[0], features[0] + features.length);
    }
    long[] places = Arrays.stream(features).asLongStream().toArray();
    Torch torch = x.torch();
    return x.indexSelect(1, torch.constant(() -> torch.tensor(places, places.length)));
  }

  private UnaryOperator<Tensor> drop(Tensor x, boolean training, String stream) {
    if (!training || dropout == 0) {
      return z -> z;
    }
    RandomStream random = x.torch().random("dropout/" + stream);
    return z -> random.dropout(z, dropout);
  }

  /** Replaces latents by codes, each by its own quantizer. */
  public List<VectorQuantizer.Quantized> quantize(List<Tensor> latents) {
    List<VectorQuantizer.Quantized> out = new ArrayList<>();
    for (int q = 0; q < latents.size(); q++) {
      out.add(quantizers.get(q).forward(latents.get(q), commitment));
    }
    return out;
  }

  /** Decodes the codes of all quantizers, {@code [B, d]} each, to {@code [B, D]}. */
  public Tensor decode(List<Tensor> codes, boolean training) {
    Tensor all = Torch.cat(codes, 1);
    return decoder.forward(all, drop(all, training, "decoder"));
  }

  /** Decodes the codes of one quantizer alone. */
  Tensor decodeAlone(int quantizer, Tensor codes) {
    return partial.get(quantizer).forward(codes, z -> z);
  }

  /** What the decoder's first layer makes of each code alone: {@code [n, 256]} for a codebook. */
  public List<Tensor> codesSeen() {
    List<Tensor> out = new ArrayList<>();
    long from = 0;
    for (VectorQuantizer vq : quantizers) {
      long d = vq.codes.size(1);
      out.add(vq.codes.linear(decoder.in.weight.slice(1, from, from + d)));
      from += d;
    }
    return out;
  }

  /** The codes of tokens {@code [B, 3C]}, INT64, as {@link #decode} takes them. */
  public List<Tensor> codes(Tensor tokens) {
    List<Tensor> out = new ArrayList<>();
    for (int q = 0; q < quantizers.size(); q++) {
      out.add(quantizers.get(q).codes.embedding(tokens.select(1, q)));
    }
    return out;
  }
}
