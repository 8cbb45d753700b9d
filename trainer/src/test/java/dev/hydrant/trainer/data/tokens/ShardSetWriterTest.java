package dev.hydrant.trainer.data.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardSetWriterTest {
  @TempDir Path directory;

  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    int[] tokens = {50256, 0, 65535, 32768, 17};
    write(tokens, 100);

    assertThat(directory.resolve("x_train_000000.bin")).hasBinaryContent(Shards.bytes(tokens));
  }

  @Test
  void beginsANewShardAfterTheGivenNumberOfTokens() throws IOException {
    write(IntStream.range(0, 250_000).map(i -> i % 60_000).toArray(), 100_000);

    assertThat(names())
        .containsExactly("x_train_000000.bin", "x_train_000001.bin", "x_train_000002.bin");
    assertThat(names().stream().map(directory::resolve).map(f -> TokenShard.open(f).length()))
        .containsExactly(100_000L, 100_000L, 50_000L);
    long[] token = new long[1];
    TokenShard.open(directory.resolve("x_train_000001.bin")).read(99_999, token, 0, 1);
    assertThat(token[0]).isEqualTo(199_999 % 60_000);
  }

  @Test
  void startsNoShardThatWouldBeEmpty() throws IOException {
    write(IntStream.range(0, 20).toArray(), 10);

    assertThat(names()).hasSize(2);
  }

  @Test
  void showsNothingUnderItsFinalNameBeforeItIsPublished() throws IOException {
    try (ShardSetWriter writer = new ShardSetWriter(directory, "x_train", 10)) {
      for (int i = 0; i < 25; i++) {
        writer.write(i);
      }
      writer.finish();
      assertThat(names()).isNotEmpty().allMatch(name -> name.endsWith(".tmp"));
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void refusesTokensThatDoNotFit() throws IOException {
    try (ShardSetWriter writer = new ShardSetWriter(directory, "x", 10)) {
      assertThatThrownBy(() -> writer.write(65536)).hasMessageContaining("65536");
      assertThatThrownBy(() -> writer.write(-1)).hasMessageContaining("-1");
    }
  }

  private void write(int[] tokens, int perShard) throws IOException {
    try (ShardSetWriter writer = new ShardSetWriter(directory, "x_train", perShard)) {
      for (int token : tokens) {
        writer.write(token);
      }
      writer.finish();
      writer.publish();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
