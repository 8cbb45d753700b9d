package dev.hydrant.trainer.data.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenLoaderTest {
  @TempDir Path directory;

  @Test
  void givesTargetsOnePlaceBehindInputs() {
    TokenBatch batch = loader(BatchShape.of(2, 4), shard(100, 20)).read(1);

    assertThat(batch.inputs()).containsExactly(108, 109, 110, 111, 112, 113, 114, 115);
    assertThat(batch.targets()).containsExactly(109, 110, 111, 112, 113, 114, 115, 116);
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(batch.columns()).isEqualTo(4);
  }

  @Test
  void leavesAFileAtTheExactBoundary() {
    // A batch of 4 at position 4 is read if 4 + 4 + 1 < n: with 10 tokens, but not with 9.
    assertThat(loader(BatchShape.of(1, 4), shard(0, 10)).batchesPerEpoch()).isEqualTo(2);
    assertThat(loader(BatchShape.of(1, 4), shard(0, 9)).batchesPerEpoch()).isEqualTo(1);
  }

  @Test
  void readsTheSameAsACursorThatFollowsTheRuleForAnySizes() {
    Random random = new Random(7);
    for (int trial = 0; trial < 20; trial++) {
      BatchShape shape =
          new BatchShape(1 + random.nextInt(3), 1 + random.nextInt(5), random.nextInt(3), 0, 1);
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        files.add(shard(1000 * i, random.nextInt(40)));
      }
      files.add(shard(9000, 60));
      assertSameAsCursor(shape, files);
    }
  }

  private static void assertSameAsCursor(BatchShape shape, List<Path> files) {
    TokenLoader loader = TokenLoader.shards(files).shape(shape).build();
    Cursor cursor = new Cursor(shape, files);
    List<TokenBatch> expected = new ArrayList<>();
    for (int i = 0; i < 2 * loader.batchesPerEpoch() + 3; i++) {
      expected.add(cursor.next(i));
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, expected.size()).boxed().toList());
    Collections.shuffle(order, new Random(3));
    for (int i : order) {
      TokenBatch batch = loader.read(i);
      assertThat(batch.inputs()).as("batch %s of %s", i, shape).isEqualTo(expected.get(i).inputs());
      assertThat(batch.targets()).isEqualTo(expected.get(i).targets());
      assertThat(batch.epoch()).isEqualTo(expected.get(i).epoch());
    }
  }

  @Test
  void dividesABatchAmongRanksInTheOrderOfOneRank() {
    Path file = shard(0, 200);
    TokenLoader whole = loader(BatchShape.of(4, 5), file);
    TokenLoader first = loader(BatchShape.of(2, 5).withRank(0, 2), file);
    TokenLoader second = loader(BatchShape.of(2, 5).withRank(1, 2), file);

    assertThat(first.batchesPerEpoch()).isEqualTo(whole.batchesPerEpoch());
    for (int i = 0; i < whole.batchesPerEpoch(); i++) {
      assertThat(concat(first.read(i).inputs(), second.read(i).inputs()))
          .isEqualTo(whole.read(i).inputs());
      assertThat(concat(first.read(i).targets(), second.read(i).targets()))
          .isEqualTo(whole.read(i).targets());
    }
  }

  @Test
  void letsRowsSeeBeyondTheirEnd() {
    TokenBatch batch = loader(BatchShape.of(2, 3).withLookahead(2), shard(0, 20)).read(0);

    assertThat(batch.inputs()).containsExactly(0, 1, 2, 3, 4, 3, 4, 5, 6, 7);
    assertThat(batch.targets()).containsExactly(1, 2, 3, 4, 5, 4, 5, 6, 7, 8);
  }

  @Test
  void beginsAnewAfterTheLastFile() {
    TokenLoader loader = loader(BatchShape.of(1, 4), shard(0, 10), shard(100, 10));

    assertThat(loader.read(4).inputs()).isEqualTo(loader.read(0).inputs());
    assertThat(loader.read(4).epoch()).isEqualTo(1);
    assertThat(loader.read(1_000_000_000_003L).inputs()).containsExactly(104, 105, 106, 107);
  }

  @Test
  void stopsWithAMessageWhereValidationAsksForTooMuch() {
    TokenLoader loader =
        TokenLoader.shards(List.of(shard(0, 10)))
            .shape(BatchShape.of(1, 4))
            .end(TokenLoader.End.STOP)
            .build();

    assertThat(loader.read(1).inputs()).containsExactly(4, 5, 6, 7);
    assertThatThrownBy(() -> loader.read(2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ends after 2 batches of 4 tokens")
        .hasMessageContaining("Lower val_tokens to at most 8");
  }

  @Test
  void saysThatNoFileHoldsOneBatch() {
    assertThatThrownBy(() -> loader(BatchShape.of(8, 128), shard(0, 1025)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("No file holds one batch of 1024 tokens")
        .hasMessageContaining("at most 1023 tokens");
    assertThat(loader(BatchShape.of(1, 1023), shard(0, 1025)).batchesPerEpoch()).isEqualTo(1);
  }

  @Test
  void namesTheFirstTokenOutsideTheVocabulary() {
    Path known = shard(0, 200);
    Path unknown = shard(250, 30);
    TokenLoader.Builder files =
        TokenLoader.shards(List.of(known, unknown)).shape(BatchShape.of(1, 8));

    assertThat(files.vocabSize(280).build().batchesPerEpoch()).isEqualTo(27);
    assertThatThrownBy(files.vocabSize(259)::build)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Token 259 at position 9 of " + unknown)
        .hasMessageContaining("vocabulary of 259")
        .hasMessageContaining("model_cfg.vocab_size");
  }

  @Test
  void looksForUnknownTokensAtTheStartOfEachOfManyFiles() {
    List<TokenShard> files =
        List.of(TokenShard.open(shard(0, 200)), TokenShard.open(shard(190, 30)));
    VocabularyCheck.ahead(files, 200, 20);
    assertThatThrownBy(() -> VocabularyCheck.ahead(files, 200, 22))
        .hasMessageContaining("Token 200 at position 10");
    assertThatThrownBy(() -> VocabularyCheck.ahead(files, 180, 4))
        .hasMessageContaining("Token 190 at position 0");
  }

  @Test
  void looksForUnknownTokensInAStretch() {
    List<Path> files = List.of(shard(100, 20), shard(200, 30));
    assertThat(TokenStretch.open(files, BatchShape.of(1, 4), 0, 29, 210).read(0).inputs())
        .startsWith(100);
    assertThatThrownBy(() -> TokenStretch.open(files, BatchShape.of(1, 4), 0, 30, 210))
        .hasMessageContaining("Token 210 at position 10 of " + files.get(1));
  }

  @Test
  void saysThatAFileHasVanished() throws IOException {
    Path second = shard(100, 10);
    TokenLoader loader = loader(BatchShape.of(1, 4), shard(0, 10), second);
    loader.read(0);
    Files.delete(second);

    assertThatThrownBy(() -> loader.read(2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(second.toString())
        .hasMessageContaining("no such file");
  }

  @Test
  void saysThatAFileHasChangedSinceTheStart() {
    Path second = shard(100, 10);
    TokenLoader loader = loader(BatchShape.of(1, 4), shard(0, 10), second);
    Shards.counting(second, 100, 12);

    assertThatThrownBy(() -> loader.read(2))
        .hasMessageContaining(
            "has changed while it was in use: it had 1044 bytes and now has 1048");
  }

  @Test
  void refusesADamagedFileBeforeTheFirstBatch() throws IOException {
    Path bad = shard(0, 100);
    Files.write(bad, Arrays.copyOf(Files.readAllBytes(bad), 1100));

    assertThatThrownBy(() -> loader(BatchShape.of(1, 4), shard(0, 100), bad))
        .hasMessageContaining(bad.toString())
        .hasMessageContaining("expected 1224 bytes");
  }

  @Test
  void readsTheBytesOfAnyFile() throws IOException {
    Path text = Files.write(directory.resolve("t.txt"), new byte[] {1, -1, 3, 4, 5, 6, 7});
    TokenLoader loader = TokenLoader.bytes(List.of(text)).shape(BatchShape.of(1, 5)).build();

    assertThat(loader.read(0).inputs()).containsExactly(1, 255, 3, 4, 5);
    assertThat(loader.read(0).targets()).containsExactly(255, 3, 4, 5, 6);
  }

  /** The rule as llm.c and modded-nanogpt state it, with a cursor. */
  private static final class Cursor {
    private final BatchShape shape;
    private final List<Path> files;
    private int file = 0;
    private long position = 0;
    private long epoch = 0;

    Cursor(BatchShape shape, List<Path> files) {
      this.shape = shape;
      this.files = files;
    }

    TokenBatch next(int index) {
      long batch = shape.tokensPerBatch();
      TokenShard shard = TokenShard.open(files.get(file));
      while (position + batch + 1 + shape.lookahead() >= shard.length()) {
        file = (file + 1) % files.size();
        epoch += file == 0 ? 1 : 0;
        position = 0;
        shard = TokenShard.open(files.get(file));
      }
      int columns = shape.rowLength() + shape.lookahead();
      long[] inputs = new long[shape.rows() * columns];
      long[] targets = new long[shape.rows() * columns];
      for (int row = 0; row < shape.rows(); row++) {
        long start = position + (long) row * shape.rowLength();
        shard.read(start, inputs, row * columns, columns);
        shard.read(start + 1, targets, row * columns, columns);
      }
      position += batch;
      return new TokenBatch(index, epoch, shape.rows(), columns, inputs, targets);
    }
  }

  private TokenLoader loader(BatchShape shape, Path... files) {
    return TokenLoader.shards(List.of(files)).shape(shape).build();
  }

  private Path shard(int first, int count) {
    return Shards.counting(directory.resolve("s_" + System.nanoTime() + ".bin"), first, count);
  }

  private static long[] concat(long[] a, long[] b) {
    long[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
