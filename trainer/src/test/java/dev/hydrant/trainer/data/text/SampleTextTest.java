package dev.hydrant.trainer.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.tokens.ShardFiles;
import dev.hydrant.trainer.data.tokens.TokenShard;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTextTest {
  @TempDir Path directory;

  @Test
  void findsAboutAQuarterMillionEnglishTokensInTheSample() {
    TextManifest manifest =
        TextPreparation.prepare(SampleText.request(directory), false, PreparationProgress.NONE)
            .manifest();

    assertThat(manifest.documents().read()).isEqualTo(17_597);
    assertThat(manifest.documents().train() + manifest.documents().validation())
        .isBetween(1_200L, 1_350L);
    assertThat(manifest.tokens("train")).isBetween(200_000L, 260_000L);
    assertThat(manifest.tokens("val")).isBetween(20_000L, 40_000L);
    Path shard = ShardFiles.resolve("train_files", SampleText.TRAIN_FILES, directory).get(0);
    assertThat(TokenShard.open(shard).length()).isEqualTo(manifest.tokens("train"));
  }

  @Test
  void knowsThePatternsThatMeanTheSample() {
    assertThat(SampleText.isSample(SampleText.TRAIN_FILES)).isTrue();
    assertThat(SampleText.isSample("./data/europarl/europarl_val_*.bin")).isTrue();
    assertThat(SampleText.isSample("data/europarl_val_*.bin")).isFalse();
    assertThat(SampleText.isSample("my_data/train_*.bin")).isFalse();
    assertThat(SampleText.isSample("train.bin")).isFalse();
    assertThat(SampleText.unit("data/europarl_bytes/europarl_val_*.bin")).contains(Unit.BYTES);
    assertThat(SampleText.unit(SampleText.TRAIN_FILES)).contains(Unit.GPT2);
    assertThat(SampleText.isSample(null)).isFalse();
  }
}
