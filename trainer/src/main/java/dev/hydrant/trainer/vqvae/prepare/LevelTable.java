package dev.hydrant.trainer.vqvae.prepare;

import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many codes each level of a category has, and of which size. */
public final class LevelTable {
  /** Levels where none are stated. */
  public static final int LEVELS = 3;

  /** The origin's number of samples, which the automatic sizes are made for. */
  private static final int SAMPLES = 10_000;

  private static final int LEAST_CODES = 6;
  private static final int FIRST_LATENT = 48;
  private static final int LEAST_LATENT = 8;

  private LevelTable() {}

  /**
   * A codebook.
   *
   * @param latentDim length of a code, d
   * @param numTokens number of codes, n
   */
  public record Level(int latentDim, int numTokens) {}

  /** A level as a configuration states it; what is absent is chosen. */
  public record Stated(
      @Doc("Length of a code; chosen from the size of the category if absent.") @Range(min = 1)
          Optional<Integer> latentDim,
      @Doc("Number of codes; chosen from the size of the category if absent.") @Range(min = 2)
          Optional<Integer> numTokens) {}

  /**
   * The levels of a category.
   *
   * @param features in the category, F
   * @param stated none for three automatic levels; else one for each level
   * @param ratios sizes of codes as parts of F, one for each level; empty for automatic ones
   */
  public static List<Level> of(int features, List<Stated> stated, List<Double> ratios) {
    int levels = stated.isEmpty() ? LEVELS : stated.size();
    List<Level> table = new ArrayList<>();
    int[] tokens = tokens(features, levels);
    int[] latents =
        ratios.isEmpty() ? latents(features, tokens) : byRatio(features, ratios, levels);
    for (int l = 0; l < levels; l++) {
      Stated s = stated.isEmpty() ? new Stated(Optional.empty(), Optional.empty()) : stated.get(l);
      table.add(new Level(s.latentDim().orElse(latents[l]), s.numTokens().orElse(tokens[l])));
    }
    return List.copyOf(table);
  }

  private static int[] tokens(int features, int levels) {
    int base = (int) Math.floor(7 * log2(features));
    int least = Math.min(28, Math.max(5, (int) Math.floor(4.8 * Math.sqrt(SAMPLES / 1000.0))));
    int[] tokens = new int[levels];
    for (int l = 0; l < levels; l++) {
      tokens[l] =
          l == 0
              ? Math.max(least, 4 * (base / 4))
              : Math.max(LEAST_CODES, (int) Math.floor(base / Math.pow(2, l)));
    }
    return tokens;
  }

  private static int[] latents(int features, int[] tokens) {
    int[] latents = new int[tokens.length];
    double scaled = features * (1 + 0.8 * Math.pow(features / 100.0, 0.7));
    for (int l = 0; l < latents.length; l++) {
      double raw = scaled * Math.pow(0.5, l) * Math.max(1, log2(tokens[l]) / 20);
      int rounded = 4 * (int) Math.ceil(raw / 4);
      latents[l] = Math.max(l == 0 ? FIRST_LATENT : LEAST_LATENT, rounded);
      if (l > 0 && latents[l] >= latents[l - 1]) {
        latents[l] = Math.max(4, Math.max(latents[l - 1] - 4, latents[l - 1] / 2));
      }
    }
    return latents;
  }

  private static int[] byRatio(int features, List<Double> ratios, int levels) {
    if (ratios.size() != levels) {
      throw new IllegalArgumentException(
          "%d ratios for %d levels".formatted(ratios.size(), levels));
    }
    return ratios.stream()
        .mapToInt(r -> Math.max(4, 4 * (int) Math.ceil(features * r / 4)))
        .toArray();
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
