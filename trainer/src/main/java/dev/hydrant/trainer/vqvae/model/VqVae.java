package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.RandomStream;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import dev.hydrant.trainer.vqvae.prepare.LevelTable.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A hierarchical VQ-VAE over categories of features: each category has its encoder and a codebook
 * for each level; the codes of all are decoded together, and each alone as well, so that each has
 * to tell something.
 */
public final class VqVae extends Module {
  private final List<Category> categories;
  private final CategoryEncoders encoders;
  private final LevelProjections projections;
  private final Codebooks codebooks;
  private final FeatureDecoder decoder;
  private final PartialDecoders partial;
  private final double dropout;
  private final double commitment;

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
      Codebooks.Averages averages) {}

  /**
   * @param features D; every one is in exactly one category
   */
  public VqVae(int features, List<Category> categories, Sizes sizes) {
    this.categories = List.copyOf(categories);
    this.dropout = sizes.dropout();
    this.commitment = sizes.commitment();
    encoders =
        part(
            "feature_extractor",
            new CategoryEncoders(this.categories, sizes.hidden(), sizes.embedding()));
    codebooks =
        new Codebooks(ofLevels(Level::numTokens), ofLevels(Level::latentDim), sizes.averages());
    Segments latents = codebooks.latents();
    projections =
        part("projector", new LevelProjections(this.categories, latents, sizes.embedding()));
    part("codebooks", codebooks);
    decoder = part("shared_decoder", new FeatureDecoder(latents.total(), features));
    partial = part("partial_decoders", new PartialDecoders(latents, features));
  }

  private long[] ofLevels(ToLongFunction<Level> number) {
    return categories.stream().flatMap(c -> c.levels().stream()).mapToLong(number).toArray();
  }

  /** The categories. */
  public List<Category> categories() {
    return categories;
  }

  /** The codebooks: all levels of the first category, then of the next. */
  public Codebooks codebooks() {
    return codebooks;
  }

  /** The number of values, codebooks included whether learned or not. */
  public long valueCount() {
    return parameters().stream()
        .filter(p -> p != codebooks.sizes && p != codebooks.sums)
        .mapToLong(Parameter::count)
        .sum();
  }

  /** Its values, each layer of each category and level under a name of its own. */
  public List<Pieces.Piece> pieces() {
    Pieces pieces = new Pieces();
    encoders.pieces(categories, pieces);
    projections.pieces(categories, pieces);
    codebooks.pieces(pieces);
    decoder.pieces(pieces);
    partial.pieces(pieces);
    return pieces.list();
  }

  /**
   * What the encoder makes of rows.
   *
   * @param embeddings {@code [C, B, E]}
   * @param latents {@code [B, Σd]} of all quantizers, before them
   */
  public record Encoded(Tensor embeddings, Tensor latents) {
    /** {@code [B, C·E]}: the embeddings of all categories side by side. */
    public Tensor embeddingsInRows() {
      return embeddings.permute(1, 0, 2).view(embeddings.size(1), -1);
    }
  }

  /** Encodes rows {@code [B, D]}. */
  public Encoded encode(Tensor x, boolean training) {
    Tensor embeddings = encoders.forward(byCategory(x), drop(x, training, "encoder"));
    return new Encoded(
        embeddings, projections.forward(embeddings, drop(x, training, "projection")));
  }

  /** The columns of each category: slices where they lie side by side. */
  private List<Tensor> byCategory(Tensor x) {
    long[] order =
        categories.stream().flatMapToInt(c -> IntStream.of(c.features())).asLongStream().toArray();
    boolean isOrdered = IntStream.range(0, order.length).allMatch(i -> order[i] == i);
    Torch torch = x.torch();
    Tensor sorted =
        isOrdered ? x : x.indexSelect(1, torch.constant(() -> torch.tensor(order, order.length)));
    return sorted.split(categories.stream().mapToLong(c -> c.features().length).toArray(), 1);
  }

  private UnaryOperator<Tensor> drop(Tensor x, boolean training, String stream) {
    if (!training || dropout == 0) {
      return z -> z;
    }
    RandomStream random = x.torch().random("dropout/" + stream);
    return z -> random.dropout(z, dropout);
  }

  /** Replaces latents {@code [B, Σd]} by codes, each by those of its own codebook. */
  public Codebooks.Quantized quantize(Tensor latents) {
    return codebooks.forward(latents, commitment);
  }

  /** Decodes codes {@code [B, Σd]} to {@code [B, D]}. */
  public Tensor decode(Tensor codes, boolean training) {
    return decoder.forward(codes, drop(codes, training, "decoder"));
  }

  /** Decodes the codes of each quantizer alone: {@code [Q, B, D]}. */
  Tensor decodeAlone(Tensor codes) {
    return partial.forward(codes);
  }

  /** The latents or codes of each quantizer, {@code [B, d]}, views of {@code [B, Σd]}. */
  public List<Tensor> split(Tensor latents) {
    return codebooks.latents().split(latents, 1);
  }

  /** What the decoder's first layer makes of each code alone: {@code [n, 256]} for a codebook. */
  public List<Tensor> codesSeen() {
    List<Tensor> tables = codebooks.tables();
    List<Tensor> columns = split(decoder.in.weight);
    return IntStream.range(0, tables.size())
        .mapToObj(q -> tables.get(q).linear(columns.get(q)))
        .toList();
  }

  /** The codes of tokens {@code [B, Q]}, INT64, as {@link #decode} takes them. */
  public Tensor codes(Tensor tokens) {
    List<Tensor> own = new ArrayList<>();
    for (int q = 0; q < codebooks.books().size(); q++) {
      own.add(tokens.select(1, q));
    }
    return codebooks.codes(own);
  }
}
