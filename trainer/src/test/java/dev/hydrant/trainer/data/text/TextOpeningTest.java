package dev.hydrant.trainer.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.data.PreparationProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextOpeningTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(Unit.class)
  void it_is_the_first_words_of_the_first_line(Unit unit) throws IOException {
    Path text = Files.writeString(dir.resolve("t.txt"), "  Ünder the  green wood tree\nwho\n");
    TextPreparation.prepare(
        new TextRequest(
            List.of(text), dir.resolve("out"), "t", DocumentRule.LINE, false, 0, unit, 1000),
        false,
        PreparationProgress.NONE);
    Path shard = dir.resolve("out/t_train_000000.bin");
    assertThat(TextManifest.unitOf(shard)).contains(unit);
    assertThat(TextOpening.of(shard, unit)).isEqualTo("Ünder the green wood");
  }
}
