package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.data.tokens.Shards;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Batch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFeedTest {
  @TempDir Path dir;

  @BeforeEach
  void writeShards() {
    Shards.counting(dir.resolve("train_0.bin"), 0, 30);
    Shards.counting(dir.resolve("train_1.bin"), 100, 20);
    Shards.counting(dir.resolve("val_0.bin"), 200, 30);
  }

  private TokenDataConfig config(String more) {
    return config(16, more);
  }

  private TokenDataConfig config(int valTokens, String more) {
    return Configs.of(
        TokenDataConfig.class,
        "{train_files: 'train_*.bin', val_files: 'val_*.bin', seq_len: 8, val_tokens: %d,"
                .formatted(valTokens)
            + " local_data_path: '%s' %s}".formatted(dir, more.isEmpty() ? "" : ", " + more));
  }

  private static long[] longs(Batch batch, String name) {
    return ((Batch.Longs) batch.arrays().get(name)).values();
  }

  private static List<long[]> inputs(TokenFeed feed, int batches) {
    List<long[]> out = new ArrayList<>();
    try (BatchSource<Batch> source = feed.training()) {
      for (int i = 0; i < batches; i++) {
        out.add(longs(source.read(i), TokenFeed.INPUTS));
      }
    }
    return out;
  }

  @Test
  void a_batch_is_cut_into_rows_whose_targets_are_one_place_on() {
    try (BatchSource<Batch> source = new TokenFeed(config(""), 4, 500).training()) {
      Batch batch = source.read(1);
      assertThat(batch.items()).isEqualTo(8);
      assertThat(batch.arrays().get(TokenFeed.INPUTS).shape()).containsExactly(2, 4);
      assertThat(longs(batch, TokenFeed.INPUTS)).containsExactly(8, 9, 10, 11, 12, 13, 14, 15);
      assertThat(longs(batch, TokenFeed.TARGETS)).containsExactly(9, 10, 11, 12, 13, 14, 15, 16);
    }
  }

  @Test
  void a_context_longer_than_the_batch_makes_one_row_and_a_shorter_one_must_divide_it() {
    assertThat(new TokenFeed(config(""), 1024, 500).describe()).contains("1 x 8 tokens");
    assertThatThrownBy(() -> new TokenFeed(config(""), 3, 500))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("seq_len 8 cannot be cut into rows of n_ctx 3 tokens")
        .hasMessageContaining("seq_len=6");
  }

  @Test
  void rows_with_lookahead_reach_into_the_next_and_miss_nothing_at_the_border_of_a_shard() {
    TokenFeed feed = new TokenFeed(config(""), 4, 500, 2);
    try (BatchSource<Batch> source = feed.training()) {
      // 30 tokens: three batches of 8, since 24 + 1 + 2 < 30; 20 tokens: two.
      assertThat(source.batchesPerEpoch()).isEqualTo(5);
      Batch last = source.read(2);
      assertThat(last.items()).as("what a step advances by").isEqualTo(8);
      assertThat(longs(last, TokenFeed.INPUTS))
          .containsExactly(16, 17, 18, 19, 20, 21, 20, 21, 22, 23, 24, 25);
      assertThat(longs(last, TokenFeed.TARGETS))
          .containsExactly(17, 18, 19, 20, 21, 22, 21, 22, 23, 24, 25, 26);
      assertThat(longs(source.read(3), TokenFeed.INPUTS)).startsWith(100, 101, 102, 103, 104, 105);
      assertThat(longs(source.read(5), TokenFeed.INPUTS)).startsWith(0, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void a_source_opened_anew_goes_on_at_any_batch() {
    TokenFeed feed = new TokenFeed(config(""), 4, 500);
    List<long[]> all = inputs(feed, 9);
    for (int from : new int[] {2, 3, 6, 8}) {
      try (BatchSource<Batch> source = feed.training()) {
        assertThat(longs(source.read(from), TokenFeed.INPUTS)).isEqualTo(all.get(from));
      }
    }
    assertThat(all.get(3)).startsWith(100);
    assertThat(all.get(5)).isEqualTo(all.get(0));
  }

  @Test
  void validation_reads_its_files_once_and_says_how_much_they_offer() {
    TokenFeed feed = new TokenFeed(config(""), 4, 500);
    assertThat(feed.validationBatches()).isEqualTo(2);
    try (BatchSource<Batch> source = feed.validation()) {
      assertThat(longs(source.read(0), TokenFeed.INPUTS)).startsWith(200, 201);
    }
    assertThatThrownBy(() -> new TokenFeed(config(80, ""), 4, 500).validation())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("val_tokens 80 is more than val_*.bin offers")
        .hasMessageContaining("val_tokens=24");
    assertThatThrownBy(() -> new TokenFeed(config(7, ""), 4, 500))
        .hasMessageContaining("val_tokens 7 is less than one batch");
  }

  @Test
  void a_token_beyond_the_vocabulary_is_named() {
    TokenFeed feed = new TokenFeed(config(""), 4, 20);
    assertThatThrownBy(feed::training)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Token 20")
        .hasMessageContaining("vocabulary of 20");
  }

  @Test
  void the_sample_is_prepared_as_bytes_where_its_shards_of_bytes_are_asked_for() throws Exception {
    TokenDataConfig c =
        Configs.of(
            TokenDataConfig.class,
            "{train_files: 'data/europarl_bytes/europarl_train_*.bin', val_files:"
                + " 'data/europarl_bytes/europarl_val_*.bin', seq_len: 64, val_tokens: 64,"
                + " local_data_path: '%s'}".formatted(dir));
    TokenFeed feed = new TokenFeed(c, 64, 259);
    feed.prepare(PreparationProgress.NONE);
    assertThat(Files.exists(dir.resolve("data/europarl"))).as("no tokens of GPT-2").isFalse();
    try (BatchSource<Batch> source = feed.training()) {
      long[] first = longs(source.read(0), TokenFeed.INPUTS);
      assertThat(first[0]).as("a document begins").isEqualTo(Unit.BYTES.endOfText());
      assertThat(Arrays.stream(first).skip(1)).allMatch(b -> b < 256);
      for (long i = 0; i < 50; i++) {
        assertThat(Arrays.stream(longs(source.read(i), TokenFeed.TARGETS)))
            .allMatch(b -> b < 256 || b == 258);
      }
    }
  }
}
