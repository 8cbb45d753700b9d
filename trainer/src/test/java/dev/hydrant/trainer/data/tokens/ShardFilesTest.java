package dev.hydrant.trainer.data.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardFilesTest {
  @TempDir Path base;

  @BeforeEach
  void makesFiles() throws IOException {
    for (String name :
        List.of(
            "data/a/train_000002.bin",
            "data/a/train_000000.bin",
            "data/a/train_000001.bin",
            "data/a/.train_000003.bin.tmp",
            "data/a/val_000000.bin",
            "data/b/train_000000.bin")) {
      Path file = base.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  @Test
  void returnsMatchesInTheOrderOfTheirNames() {
    assertThat(resolve("data/a/train_*.bin"))
        .containsExactly(
            "data/a/train_000000.bin", "data/a/train_000001.bin", "data/a/train_000002.bin");
  }

  @Test
  void matchesPatternsInDirectoriesAndChoices() {
    assertThat(resolve("data/*/{train,val}_00000[0-1].bin"))
        .containsExactly(
            "data/a/train_000000.bin",
            "data/a/train_000001.bin",
            "data/a/val_000000.bin",
            "data/b/train_000000.bin");
  }

  @Test
  void acceptsAPlainOrAbsolutePath() {
    assertThat(resolve("data/a/val_000000.bin")).containsExactly("data/a/val_000000.bin");
    assertThat(resolve(base + "/data/a/val_*")).containsExactly("data/a/val_000000.bin");
  }

  @Test
  void neverMatchesHiddenFilesByAStar() {
    assertThat(resolve("data/a/*")).noneMatch(name -> name.contains("/.train"));
  }

  @Test
  void saysWhatLiesThereAndWhatToDoIfNothingMatches() {
    assertThatThrownBy(() -> resolve("data/a/trian_*.bin"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("No file matches train_files=data/a/trian_*.bin")
        .hasMessageContaining("train_000000.bin, train_000001.bin")
        .hasMessageContaining("./hydrant data text");
  }

  @Test
  void namesTheNearestDirectoryThatIsThere() {
    assertThatThrownBy(() -> resolve("data/c/d/train_*.bin"))
        .hasMessageContaining(base.resolve("data").toAbsolutePath() + " holds a/, b/");
  }

  private List<String> resolve(String pattern) {
    return ShardFiles.resolve("train_files", pattern, base).stream()
        .map(f -> base.relativize(f).toString())
        .toList();
  }
}
