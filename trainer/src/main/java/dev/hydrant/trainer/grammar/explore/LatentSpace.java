package dev.hydrant.trainer.grammar.explore;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.decode.Choice;
import dev.hydrant.trainer.grammar.decode.RuleDecoder;
import dev.hydrant.trainer.grammar.decode.RuleDecoder.Result;
import dev.hydrant.trainer.grammar.model.GrammarVae;
import dev.hydrant.trainer.grammar.model.Latent;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.Parse;
import dev.hydrant.trainer.grammar.syntax.Parser;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The way from texts to latent vectors and back, by a trained network. */
public final class LatentSpace {
  private static final int BATCH = 64;

  private final GrammarVae network;
  private final Grammar grammar;
  private final EagerTorch torch;
  private final Parser parser;

  public LatentSpace(GrammarVae network, Grammar grammar, EagerTorch torch) {
    this.network = network;
    this.grammar = grammar;
    this.torch = torch;
    this.parser = new Parser(grammar);
  }

  /**
   * Where a text lies.
   *
   * @param mean μ, {@code [z]}
   * @param logVariance ln σ², {@code [z]}
   */
  public record Code(float[] mean, float[] logVariance) {
    /** A vector drawn from the distribution. */
    public float[] draw(RandomGenerator random) {
      float[] z = new float[mean.length];
      for (int i = 0; i < z.length; i++) {
        z[i] = (float) (mean[i] + Math.exp(logVariance[i] / 2) * random.nextGaussian());
      }
      return z;
    }
  }

  /** The grammar of the texts. */
  public Grammar grammar() {
    return grammar;
  }

  /**
   * The rules of a text.
   *
   * @throws UserException with the position and what was expected there, or if it is too long
   */
  public int[] rules(String text) {
    Parse parse = parser.parse(text);
    if (parse instanceof Parse.Rejected r) {
      throw UserException.usage(
          "'%s' is no text of %s\n%s^ position %d: %s"
              .formatted(text, grammar, " ".repeat(1 + r.position()), r.position(), r.reason()));
    }
    int[] rules = ((Parse.Derived) parse).rules();
    if (rules.length > network.sizes().length()) {
      throw UserException.usage(
          "'%s' takes %d rules, but the model has %d places"
              .formatted(text, rules.length, network.sizes().length()));
    }
    return rules;
  }

  /** Where texts lie, given by their rules. */
  public List<Code> encode(List<int[]> rows) {
    List<Code> codes = new ArrayList<>();
    int length = (int) network.sizes().length();
    int z = (int) network.sizes().latent();
    for (int from = 0; from < rows.size(); from += BATCH) {
      List<int[]> some = rows.subList(from, Math.min(rows.size(), from + BATCH));
      long[] ids = new long[some.size() * length];
      Arrays.fill(ids, -1);
      for (int i = 0; i < some.size(); i++) {
        for (int t = 0; t < some.get(i).length; t++) {
          ids[i * length + t] = some.get(i)[t];
        }
      }
      try (Scope s = torch.scope()) {
        Latent latent = torch.noGrad(() -> network.encode(torch.tensor(ids, some.size(), length)));
        float[] means = latent.mean().toFloats();
        float[] logVariances = latent.logVariance().toFloats();
        for (int i = 0; i < some.size(); i++) {
          codes.add(new Code(row(means, i, z), row(logVariances, i, z)));
        }
      }
    }
    return codes;
  }

  private static float[] row(float[] all, int row, int width) {
    return Arrays.copyOfRange(all, row * width, (row + 1) * width);
  }

  /**
   * Texts of latent vectors.
   *
   * @param complete whether each must be a complete parse tree
   * @param choice how rules are taken
   */
  public List<Result> decode(List<float[]> vectors, boolean complete, Choice choice) {
    return decode(vectors, complete, choice, 1);
  }

  /**
   * As above, several times from the same logits.
   *
   * @return those of the first vector, then those of the second, ...
   */
  public List<Result> decode(List<float[]> vectors, boolean complete, Choice choice, int times) {
    RuleDecoder decoder = new RuleDecoder(grammar, (int) network.sizes().length(), complete);
    List<Result> results = new ArrayList<>();
    int z = (int) network.sizes().latent();
    for (int from = 0; from < vectors.size(); from += BATCH) {
      List<float[]> some = vectors.subList(from, Math.min(vectors.size(), from + BATCH));
      float[] values = new float[some.size() * z];
      for (int i = 0; i < some.size(); i++) {
        System.arraycopy(some.get(i), 0, values, i * z, z);
      }
      float[] logits = logits(values, some.size());
      for (int i = 0; i < some.size(); i++) {
        for (int n = 0; n < times; n++) {
          results.add(decoder.decode(logits, i, choice));
        }
      }
    }
    return results;
  }

  private float[] logits(float[] values, int rows) {
    try (Scope s = torch.scope()) {
      Tensor z = torch.tensor(values, rows, network.sizes().latent());
      return torch.noGrad(() -> network.decode(z, false)).toFloats();
    }
  }

  /** Vectors from the prior, a standard normal distribution. */
  public List<float[]> prior(int count, RandomGenerator random) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] z = new float[(int) network.sizes().latent()];
      for (int d = 0; d < z.length; d++) {
        z[d] = (float) random.nextGaussian();
      }
      vectors.add(z);
    }
    return vectors;
  }

  /**
   * Vectors on the straight line between two, both ends included.
   *
   * @param steps at least 2
   */
  public static List<float[]> line(float[] from, float[] to, int steps) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      float[] z = new float[from.length];
      for (int d = 0; d < z.length; d++) {
        z[d] = from[d] + (to[d] - from[d]) * i / (steps - 1);
      }
      vectors.add(z);
    }
    return vectors;
  }
}
