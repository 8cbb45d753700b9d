package dev.hydrant.trainer.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.model.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guesses, however bad, do not change what is drawn. */
class SpeculativeDecodingTest {
  private static final int V = 4;
  private static final int LENGTH = 4;

  /** Logits that depend on the last token alone, and other ones that guesses are drawn from. */
  private static final class Markov implements DraftingDecoder {
    private final float[][] main = table(1);
    private final float[][] other = table(2);
    private final List<Integer> read = new ArrayList<>();
    private final int guesses;

    Markov(int guesses) {
      this.guesses = guesses;
    }

    private static float[][] table(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[][] rows = new float[V][V];
      for (float[] row : rows) {
        for (int i = 0; i < V; i++) {
          row[i] = (float) random.nextGaussian();
        }
      }
      return rows;
    }

    @Override
    public int draftLength() {
      return guesses;
    }

    @Override
    public float[] draft(long... ahead) {
      return other[(int) ahead[ahead.length - 1]];
    }

    @Override
    public float[] read(long... ids) {
      return verify(ids)[ids.length - 1];
    }

    @Override
    public float[][] verify(long... ids) {
      float[][] out = new float[ids.length][];
      for (int i = 0; i < ids.length; i++) {
        read.add((int) ids[i]);
        out[i] = main[(int) ids[i]];
      }
      return out;
    }

    @Override
    public void rewind(int tokens) {
      read.subList(read.size() - tokens, read.size()).clear();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0, 1", "2, 1, 0, 1", "3, 0.7, 3, 1", "2, 1.3, 0, 0.9"})
  void texts_have_the_distribution_they_have_without_guesses(
      int guesses, double temperature, int topK, double topP) {
    int cells = (int) Math.pow(V, LENGTH);
    int texts = 60_000;
    long[] counts = new long[cells];
    SamplingOptions options = new SamplingOptions(LENGTH, temperature, topK, topP, 0);
    TokenSampler sampler = new TokenSampler(options, new SplittableRandom(5));
    for (int n = 0; n < texts; n++) {
      int cell = 0;
      int drawn = 0;
      Markov decoder = new Markov(guesses);
      List<Integer> text = new ArrayList<>(List.of(0));
      try (SpeculativeDecoding speculation =
          new SpeculativeDecoding(decoder, sampler, new long[] {0})) {
        while (drawn < LENGTH) {
          for (int token : speculation.next()) {
            text.add(token);
            if (drawn++ < LENGTH) {
              cell = cell * V + token;
            }
          }
          // All but the last token were read, and nothing that is no text.
          assertThat(decoder.read).isEqualTo(text.subList(0, text.size() - 1));
        }
      }
      counts[cell]++;
    }
    Markov main = new Markov(0);
    double chiSquare = 0;
    int possible = 0;
    for (int cell = 0; cell < cells; cell++) {
      double p = 1;
      int last = 0;
      for (int i = LENGTH - 1; i >= 0; i--) {
        int token = cell / (int) Math.pow(V, i) % V;
        p *= sampler.distribution(main.main[last]).of(token);
        last = token;
      }
      if (p == 0) {
        assertThat(counts[cell]).isZero();
      } else {
        possible++;
        chiSquare += Math.pow(counts[cell] - p * texts, 2) / (p * texts);
      }
    }
    // Mean and deviation of the chi-square distribution; five deviations are one case in millions.
    double freedom = possible - 1;
    assertThat(chiSquare)
        .isBetween(freedom - 5 * Math.sqrt(2 * freedom), freedom + 5 * Math.sqrt(2 * freedom));
  }
}
