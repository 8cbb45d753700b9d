package dev.hydrant.trainer.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.npy.NpyData;
import dev.hydrant.trainer.data.npy.NpyWriter;
import dev.hydrant.trainer.grammar.data.RuleData;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.run.Runs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R12, R13 and A6: which rows are trained on and validated by, and what their batches hold. */
class RuleFeedTest {
  private static final int ROWS = 20;

  @TempDir Path dir;

  /** Row i is rule i % 4, rule 1, then padding; row 19 is like row 3. */
  @BeforeEach
  void writeRows() {
    short[] ids = new short[ROWS * 3];
    for (int i = 0; i < ROWS; i++) {
      ids[3 * i] = (short) (i == 19 ? 3 : i % 4);
      ids[3 * i + 1] = (short) (i < 16 ? i / 4 : 0);
      ids[3 * i + 2] = -1;
    }
    write("ids.npy", NpyData.of(ids, ROWS, 3));
    boolean[] masks = new boolean[ROWS * 3 * 5];
    for (int i = 0; i < ROWS * 3; i++) {
      int id = ids[i];
      if (id >= 0) {
        masks[5 * i + id] = true;
        masks[5 * i + (i % 2 == 0 ? 4 : id)] = true; // differs between places of one rule
      }
    }
    write("masks.npy", NpyData.of(masks, ROWS, 3, 5));
  }

  private void write(String name, NpyData data) {
    try (NpyWriter writer = NpyWriter.open(dir.resolve(name))) {
      writer.append(data);
      writer.finish();
    }
  }

  private RuleFeed feed(String more) {
    GrammarVaeConfig config =
        ConfigTrees.bind(
            Runs.tree(
                "prod: %s\nmasks: %s\nbatch_size: 8\n%s"
                    .formatted(dir.resolve("ids.npy"), dir.resolve("masks.npy"), more)),
            GrammarVaeConfig.class);
    RuleSource source = new RuleSource(config);
    try (RuleData data = source.open(PreparationProgress.NONE)) {
      RuleFacts.Data facts = RuleSource.data(data);
      return new RuleFeed(config, new RuleFacts(facts, source.split(ROWS), 2, null, null));
    }
  }

  private static List<Long> rows(dev.hydrant.trainer.data.dataset.Indices indices) {
    return LongStream.range(0, indices.size()).map(indices::at).boxed().toList();
  }

  @Test
  void theLastRowsAreForValidation() {
    RuleFeed feed = feed("split: sequential\nval_fraction: 0.2");
    assertThat(rows(feed.validationRows())).containsExactly(16L, 17L, 18L, 19L);
    assertThat(feed.repeated()).isEqualTo(4); // rows 16 to 19 are rows 0 to 3 again
  }

  @Test
  void aTenthIsDrawnAndFollowsFromTheSeed() {
    RuleFeed feed = feed("seed: 1");
    assertThat(rows(feed.validationRows())).hasSize(2);
    Set<Long> all = new TreeSet<>(rows(feed.trainRows()));
    all.addAll(rows(feed.validationRows()));
    assertThat(all).hasSize(ROWS);
    assertThat(rows(feed("seed: 1").trainRows())).isEqualTo(rows(feed.trainRows()));
    assertThat(rows(feed("seed: 2").trainRows())).isNotEqualTo(rows(feed.trainRows()));
  }

  @Test
  void filesMayTellTheRows() {
    write("train_indices.npy", NpyData.of(new long[] {4, 2, 9}, 3));
    write("val_indices.npy", NpyData.of(new long[] {0, 1}, 2));
    RuleFeed feed = feed("split_dir: " + dir);
    assertThat(rows(feed.trainRows())).containsExactly(4L, 2L, 9L);
    assertThat(rows(feed.validationRows())).containsExactly(0L, 1L);
    assertThat(feed.forTest()).isEmpty();
    write("test_indices.npy", NpyData.of(new long[] {7, 5}, 2));
    RuleFeed test = (RuleFeed) feed("split_dir: " + dir).forTest().orElseThrow();
    assertThat(rows(test.validationRows())).containsExactly(7L, 5L);
    assertThat(test.forTest()).isEmpty();
    write("test_indices.npy", NpyData.of(new long[] {7, 9}, 2));
    assertThatThrownBy(() -> feed("split_dir: " + dir).trainRows())
        .hasMessageContaining("all rows together")
        .hasMessageContaining("index 9 comes twice");
    write("test_indices.npy", NpyData.of(new long[] {7}, 1));
    write("val_indices.npy", NpyData.of(new long[] {0, 2}, 2));
    assertThatThrownBy(() -> feed("split_dir: " + dir).trainRows())
        .hasMessageContaining("index 2 comes twice");
    write("val_indices.npy", NpyData.of(new long[] {0, 20}, 2));
    assertThatThrownBy(() -> feed("split_dir: " + dir).trainRows())
        .hasMessageContaining("index 20")
        .hasMessageContaining("outside of the data");
  }

  @Test
  void masksThatDifferBetweenPlacesComeWithEachRow() {
    RuleFeed feed = feed("split: sequential");
    try (BatchSource<Batch> source = feed.trainingRows()) {
      assertThat(source.batchesPerEpoch()).isEqualTo(3); // 8, 8 and 2 rows
      Batch first = source.read(0);
      assertThat(first.arrays().keySet()).containsExactly(RuleFeed.IDS, RuleFeed.MASKS);
      boolean[] masks = ((Batch.Bools) first.arrays().get(RuleFeed.MASKS)).values();
      List<Integer> allowed = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        if (masks[i]) {
          allowed.add(i);
        }
      }
      assertThat(allowed).containsExactly(0, 4, 5); // rule 0 or 4, rule 0, padding
      assertThat(source.read(2).items()).isEqualTo(2);
    }
  }

  @Test
  void anEpochHasEachRowOnce() {
    RuleFeed feed = feed("split: sequential");
    try (BatchSource<Batch> source = feed.training()) {
      List<Long> first = new ArrayList<>();
      for (long b = 0; b < 3; b++) {
        long[] ids = ((Batch.Longs) source.read(b).arrays().get(RuleFeed.IDS)).values();
        for (int i = 0; i < ids.length; i += 3) {
          first.add(ids[i] * 4 + ids[i + 1]);
        }
      }
      List<Long> expected = new ArrayList<>();
      for (long row : rows(feed.trainRows())) {
        int[] r = feed.sequence(row);
        expected.add((long) r[0] * 4 + r[1]);
      }
      assertThat(first).isNotEqualTo(expected);
      Collections.sort(first);
      Collections.sort(expected);
      assertThat(first).isEqualTo(expected);
    }
  }
}
