package dev.hydrant.trainer.data.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenShardTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void choosesFile() {
    file = directory.resolve("train_000000.bin");
  }

  @Test
  void readsTokensAsUnsigned16BitNumbers() {
    Shards.file(file, Shards.bytes(0, 1, 255, 256, 32767, 32768, 50256, 65535));

    assertThat(all(TokenShard.open(file)))
        .containsExactly(0, 1, 255, 256, 32767, 32768, 50256, 65535);
  }

  @Test
  void readsAnyStretch() {
    int[] tokens = IntStream.range(40_000, 40_103).toArray();
    Shards.file(file, Shards.bytes(tokens));
    TokenShard shard = TokenShard.open(file);

    for (int from = 0; from < tokens.length; from++) {
      long[] into = new long[tokens.length - from + 1];
      shard.read(from, into, 1, tokens.length - from);
      assertThat(Arrays.stream(into).skip(1).toArray())
          .isEqualTo(Arrays.stream(tokens).skip(from).asLongStream().toArray());
    }
  }

  @Test
  void refusesToReadBeyondTheEnd() {
    TokenShard shard = TokenShard.open(Shards.counting(file, 0, 10));

    assertThatThrownBy(() -> shard.read(5, new long[6], 0, 6))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void acceptsAShardWithoutTokens() {
    assertThat(TokenShard.open(Shards.file(file, Shards.bytes())).length()).isZero();
  }

  @Test
  void namesExpectedAndGotForAWrongMagicNumber() {
    Shards.file(file, Shards.withHeader(20240801, 1, 2, 7, 8));

    assertFails("magic number mismatch: expected 20240520, got 20240801");
  }

  @Test
  void namesExpectedAndGotForAWrongVersion() {
    Shards.file(file, Shards.withHeader(20240520, 2, 2, 7, 8));

    assertFails("version mismatch: expected 1, got 2");
  }

  @Test
  void namesExpectedAndGotForAShortBody() {
    byte[] whole = Shards.bytes(7, 8, 9);
    Shards.file(file, Arrays.copyOf(whole, whole.length - 1));

    assertFails("expected 1030 bytes (1024 + 2 × 3 tokens), got 1029");
  }

  @Test
  void namesExpectedAndGotForALongBody() {
    byte[] whole = Shards.bytes(7, 8, 9);
    Shards.file(file, Arrays.copyOf(whole, whole.length + 2));

    assertFails("expected 1030 bytes (1024 + 2 × 3 tokens), got 1032");
  }

  @Test
  void namesExpectedAndGotForAFileShorterThanItsHeader() {
    Shards.file(file, new byte[100]);

    assertFails("expected at least 1024 bytes, got 100");
  }

  @Test
  void refusesANegativeNumberOfTokens() {
    Shards.file(file, Shards.withHeader(20240520, 1, -5));

    assertFails("-5 tokens");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertFails("there is no such file");
  }

  @Test
  void saysThatAFileWasCutShortAfterItHadBeenOpened() throws Exception {
    TokenShard shard = TokenShard.open(Shards.counting(file, 0, 1000));
    try (RandomAccessFile truncated = new RandomAccessFile(file.toFile(), "rw")) {
      truncated.setLength(1500);
    }

    assertThatThrownBy(() -> shard.read(700, new long[100], 0, 100))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("it had 3024 bytes and now has 1500");
  }

  private void assertFails(String message) {
    assertThatThrownBy(() -> TokenShard.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  private static long[] all(TokenShard shard) {
    long[] tokens = new long[(int) shard.length()];
    shard.read(0, tokens, 0, tokens.length);
    return tokens;
  }
}
