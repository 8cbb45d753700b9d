package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import dev.hydrant.trainer.vqvae.model.Category;
import dev.hydrant.trainer.vqvae.model.VqVae;
import dev.hydrant.trainer.vqvae.prepare.LevelTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A trained model that turns features into tokens and back. */
public final class Tokenizer {
  /** Rows that are in tensors at once. */
  private static final int BLOCK = 1024;

  private final VqVaeModel model;
  private final VqVae module;
  private final FeatureFacts facts;
  private final EagerTorch torch;

  /** The dataset that was read last. */
  private FeatureFacts.Data read;

  private Tokenizer(VqVaeModel model, EagerTorch torch) {
    this.model = model;
    this.module = model.module();
    this.facts = model.facts();
    this.torch = torch;
  }

  /**
   * The tokenizer that a run has trained.
   *
   * @throws UserException if the run is of another type
   */
  public static Tokenizer of(TrainedModel trained) {
    if (!(trained.model() instanceof VqVaeModel own)) {
      throw UserException.usage(
          "%s is a run of type %s, and only vqvae makes tokens of features"
              .formatted(trained.run(), trained.config().type()));
    }
    return new Tokenizer(own, trained.torch());
  }

  /**
   * A codebook.
   *
   * @param category of its features
   * @param index of the category
   * @param level from 0
   * @param tokens number of codes
   */
  public record Codebook(String category, int index, int level, int tokens) {
    /** As {@code cluster_1/level_0}. */
    public String name() {
      return category + "/level_" + level;
    }
  }

  /** The codebooks, in the order of the tokens of a row. */
  public List<Codebook> codebooks() {
    List<Codebook> all = new ArrayList<>();
    for (int c = 0; c < module.categories().size(); c++) {
      Category category = module.categories().get(c);
      List<LevelTable.Level> levels = category.levels();
      for (int l = 0; l < levels.size(); l++) {
        all.add(new Codebook(category.name(), c, l, levels.get(l).numTokens()));
      }
    }
    return List.copyOf(all);
  }

  /** The names of the features, D. */
  public List<String> features() {
    return facts.names();
  }

  /** The categories, with the places of their features. */
  public Map<String, int[]> categories() {
    return facts.categories();
  }

  /** The dataset of the configuration. */
  public Path dataset() {
    return model.config().datasetPath();
  }

  /**
   * Which rows of the dataset in the configuration were for validation: none, if training had
   * another dataset.
   */
  public boolean[] heldOut(int rows) {
    boolean[] held = new boolean[rows];
    if (facts.data().equals(read)) {
      for (int i : FeatureDiscovery.rows(facts.split(), FeatureDiscovery.VALIDATION)) {
        held[i] = true;
      }
    }
    return held;
  }

  /** Families whose encoder is a network, so that decoded features are its outputs. */
  public List<String> encodedFamilies() {
    return facts.families().stream()
        .filter(f -> !model.encoders().get(f.name()).make(f.shape()).weights().isEmpty())
        .map(FeatureFacts.EncodedFamily::name)
        .toList();
  }

  /**
   * The normalised features of the dataset in the configuration, {@code [N, D]}, in the order of
   * the file.
   *
   * @throws DataException if it has other features than those of training
   */
  public float[] read() {
    FeatureTable table =
        FeatureTable.read(
            model.config(), model.encoders(), n -> new int[0], Optional.of(facts.families()));
    List<String> kept =
        IntStream.range(0, table.names().size())
            .filter(j -> j >= facts.mask().length || facts.mask()[j])
            .mapToObj(table.names()::get)
            .toList();
    if (table.names().size() != facts.mask().length || !kept.equals(facts.names())) {
      List<String> missing = facts.names().stream().filter(n -> !kept.contains(n)).toList();
      throw new DataException(
          "%s has not the features that the model was trained with: %s.\nGive dataset_path=… of a file with the same families and names"
              .formatted(
                  dataset(),
                  missing.isEmpty()
                      ? "%d instead of %d, in another order"
                          .formatted(table.names().size(), facts.mask().length)
                      : "%s %s not there"
                          .formatted(
                              String.join(", ", missing.subList(0, Math.min(5, missing.size()))),
                              missing.size() > 1 ? "are" : "is")));
    }
    read = table.data();
    return facts.normalised(table.values());
  }

  private Tensor block(float[] rows, int from, int count) {
    int width = facts.names().size();
    return torch.tensor(
        Arrays.copyOfRange(rows, from * width, (from + count) * width), count, width);
  }

  private interface Work {
    void accept(Tensor rows, int from, int count);
  }

  private void each(float[] rows, Work work) {
    int n = rows.length / facts.names().size();
    for (int from = 0; from < n; from += BLOCK) {
      int first = from;
      int count = Math.min(BLOCK, n - from);
      try (var scope = torch.scope()) {
        torch.noGrad(
            () -> {
              work.accept(block(rows, first, count), first, count);
              return null;
            });
      }
    }
  }

  /** The tokens of normalised rows, {@code [N, Q]} for Q codebooks. */
  public int[] encode(float[] rows) {
    int q = module.codebooks().books().size();
    int[] tokens = new int[rows.length / facts.names().size() * q];
    each(
        rows,
        (x, from, count) -> {
          List<Tensor> own = module.codebooks().tokens(module.encode(x, false).latents());
          long[] found = Torch.stack(own, 1).toLongs();
          for (int i = 0; i < found.length; i++) {
            tokens[from * q + i] = (int) found[i];
          }
        });
    return tokens;
  }

  /** What the model makes of normalised rows: {@code [N, D]}, normalised as well. */
  public float[] reconstruct(float[] rows) {
    float[] out = new float[rows.length];
    int width = facts.names().size();
    each(
        rows,
        (x, from, count) -> {
          Tensor codes = module.quantize(module.encode(x, false).latents()).codes();
          float[] own = module.decode(codes, false).toFloats();
          System.arraycopy(own, 0, out, from * width, count * width);
        });
    return out;
  }

  /**
   * The normalised features of tokens.
   *
   * @param tokens {@code [N, Q]}
   * @return {@code [N, D]}
   */
  public float[] decode(int[] tokens) {
    int q = module.codebooks().books().size();
    int n = tokens.length / q;
    int width = facts.names().size();
    float[] out = new float[n * width];
    for (int from = 0; from < n; from += BLOCK) {
      int first = from;
      int count = Math.min(BLOCK, n - from);
      long[] some = new long[count * q];
      for (int i = 0; i < some.length; i++) {
        some[i] = tokens[first * q + i];
      }
      try (var scope = torch.scope()) {
        torch.noGrad(
            () -> {
              Tensor ids = torch.tensor(some, count, q);
              float[] own = module.decode(module.codes(ids), false).toFloats();
              System.arraycopy(own, 0, out, first * width, count * width);
              return null;
            });
      }
    }
    return out;
  }

  /** Brings normalised features back to their own scale, in place. */
  public void denormalise(float[] rows) {
    facts.denormalise(rows);
  }

  /** The codes of each codebook as the decoder sees them, {@code [n, 256]}: all comparable. */
  public List<double[][]> codesSeen() {
    try (var scope = torch.scope()) {
      return torch.noGrad(() -> module.codesSeen().stream().map(Tokenizer::rows).toList());
    }
  }

  private List<double[][]> parts(Tensor latents) {
    return module.split(latents).stream().map(Tokenizer::rows).toList();
  }

  private static double[][] rows(Tensor table) {
    double[] values = table.toDoubles();
    int width = (int) table.size(1);
    double[][] rows = new double[(int) table.size(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
    }
    return rows;
  }

  /** What {@link #look} finds of normalised rows. */
  public record Looked(double[][] embeddings, List<double[][]> latents, List<double[][]> codes) {}

  /** Embeddings {@code [N, C·E]}, and latents and codes of each codebook, of a few rows. */
  public Looked look(float[] rows) {
    try (var scope = torch.scope()) {
      return torch.noGrad(
          () -> {
            Tensor x = block(rows, 0, rows.length / facts.names().size());
            VqVae.Encoded encoded = module.encode(x, false);
            Tensor codes = module.quantize(encoded.latents()).codes();
            return new Looked(
                rows(encoded.embeddingsInRows()), parts(encoded.latents()), parts(codes));
          });
    }
  }
}
