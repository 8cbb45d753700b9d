package dev.hydrant.trainer.vqvae.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.vqvae.prepare.LevelTable.Level;
import dev.hydrant.trainer.vqvae.prepare.LevelTable.Stated;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R3.7, R40: the sizes of codebooks. */
class LevelTableTest {
  @ParameterizedTest
  @CsvSource({
    "1,15 6 6,48 8 4",
    "3,15 6 6,48 8 4",
    "4,15 7 6,48 8 4",
    "5,16 8 6,48 8 4",
    "7,16 9 6,48 8 4",
    "8,20 10 6,48 8 4",
    "12,24 12 6,48 8 4",
    "16,28 14 7,48 12 8",
    "21,28 15 7,48 16 8",
    "30,32 17 8,48 24 12",
    "42,36 18 9,64 32 16",
    "64,40 21 10,104 52 28",
    "100,44 23 11,180 92 48",
    "128,48 24 12,252 128 64",
    "275,56 28 14,724 364 184",
  })
  void automaticLevelsFollowTheNumberOfFeatures(int features, String tokens, String latents) {
    List<Level> levels = LevelTable.of(features, List.of(), List.of());
    assertThat(levels.stream().mapToInt(Level::numTokens).toArray()).isEqualTo(numbers(tokens));
    assertThat(levels.stream().mapToInt(Level::latentDim).toArray()).isEqualTo(numbers(latents));
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  @Test
  void statedSizesWinAndAbsentOnesAreChosen() {
    List<Stated> stated =
        List.of(
            new Stated(Optional.of(32), Optional.of(128)),
            new Stated(Optional.empty(), Optional.of(256)));
    assertThat(LevelTable.of(21, stated, List.of()))
        .containsExactly(new Level(32, 128), new Level(16, 256));
  }

  @Test
  void ratiosAreRoundedUpToFours() {
    assertThat(LevelTable.of(21, List.of(), List.of(0.5, 1.0, 1.5)))
        .extracting(Level::latentDim)
        .containsExactly(12, 24, 32);
  }
}
