package dev.hydrant.trainer.protein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.feed.ProteinFeed;
import dev.hydrant.trainer.protein.model.EncoderShape;
import dev.hydrant.trainer.protein.shard.ProteinShard;
import dev.hydrant.trainer.run.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models are fed: poses, crops, masks, shapes. */
class ProteinFeedTest {
  @TempDir static Path dir;
  private static Path data;

  @BeforeAll
  static void makeData() {
    data = ProteinYaml.data(dir.resolve("data"), 40);
  }

  private static ProteinFeed feed(String masking, String from, String to) {
    String yaml =
        ProteinYaml.of(
                "stage_1", "block_type: self_attention", null, data, ProteinYaml.masking(masking))
            .replace(from, to);
    OdysseyConfig config = ConfigTrees.bind(Runs.tree(yaml), OdysseyConfig.class);
    return new ProteinFeed(config, ProteinFeed.discover(config, EncoderShape.of(config.model())));
  }

  private static List<Map<String, Batch.Array>> batches(BatchSource<Batch> source, int from) {
    List<Map<String, Batch.Array>> out = new ArrayList<>();
    for (long i = 0; i < source.batchesPerEpoch(); i++) {
      out.add(source.read(from * source.batchesPerEpoch() + i).arrays());
    }
    return out;
  }

  private static boolean[] bools(Map<String, Batch.Array> batch, String name) {
    return ((Batch.Bools) batch.get(name)).values();
  }

  private static float[] floats(Map<String, Batch.Array> batch, String name) {
    return ((Batch.Floats) batch.get(name)).values();
  }

  /** F3: a fifth validates; at most twelve shapes in all, few of them for validation. */
  @Test
  void shapesAreFew() {
    ProteinFeed feed = feed("simple", "length_buckets: 2", "length_buckets: 12");
    Set<Integer> shapes = new HashSet<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      batches(feed.training(), epoch)
          .forEach(b -> shapes.add(Arrays.hashCode(b.get("present").shape())));
    }
    assertThat(batches(feed.training(), 0)).hasSize(8);
    assertThat(shapes).hasSizeLessThanOrEqualTo(8);
    assertThat(batches(feed.validation(), 0)).hasSize(2);
    assertThat(feed.padding()).isLessThan(0.15);
  }

  /** 27: the file says which proteins are for validation, and no other is. */
  @Test
  void aFileDividesTheProteins() throws IOException {
    Path divided = ProteinYaml.data(dir.resolve("divided"), 12);
    StringBuilder split = new StringBuilder("chain,family,part\n");
    long expected = 0;
    try (ProteinShard shard = ProteinShard.open(divided.resolve("proteins.hps"))) {
      for (int i = 0; i < 12; i++) {
        boolean aside = i % 3 == 1;
        String id = shard.get(i).id();
        split.append("%s,%s,%s\n".formatted(id, id, aside ? "validation" : "train"));
        expected += aside ? shard.length(i) : 0;
      }
    }
    String from = "data_dir: " + data;
    String to = "data_dir: " + divided + "\n  split: file";
    assertThatThrownBy(() -> feed("simple", from, to))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("--split=family");
    Files.writeString(divided.resolve("split.csv"), split);
    ProteinFeed feed = feed("simple", from, to);
    assertThat(feed.describe()).contains("8 proteins for training, 4 for validation");
    long residues = 0;
    for (Map<String, Batch.Array> batch : batches(feed.validation(), 0)) {
      for (boolean real : bools(batch, "real")) {
        residues += real ? 1 : 0;
      }
    }
    assertThat(residues).isEqualTo(expected);
    Files.writeString(divided.resolve("split.csv"), "chain,family,part\n");
    assertThatThrownBy(() -> feed("simple", from, to))
        .hasMessageContaining("does not say which part gen_000000");
  }

  /** Masks of a validation are the same each time, those of training are new ones. */
  @Test
  void masksOfAValidationStay() {
    ProteinFeed feed = feed("complex", "", "");
    assertThat(bools(batches(feed.validation(), 0).get(0), "masked"))
        .isEqualTo(bools(batches(feed.validation(), 0).get(0), "masked"));
    ProteinFeed alone = feed("complex", "batch_size: 4", "batch_size: 32");
    boolean[] first = bools(batches(alone.training(), 0).get(0), "masked");
    assertThat(bools(batches(alone.training(), 1).get(0), "masked")).isNotEqualTo(first);
    assertThat(bools(batches(alone.training(), 0).get(0), "masked")).isEqualTo(first);
    Map<String, Batch.Array> batch = batches(alone.training(), 0).get(0);
    boolean[] real = bools(batch, "real");
    int sequence = 0;
    for (int i = 0; i < real.length; i++) {
      assertThat(first[i] && !real[i]).isFalse();
      sequence += first[i] != bools(batch, "masked_sequence")[i] ? 1 : 0;
    }
    assertThat(sequence).as("positions where the tracks differ").isGreaterThan(100);
  }

  /** Times of the validation proteins are spread evenly. */
  @Test
  void timesOfAValidationAreStratified() {
    ProteinFeed feed = feed("discrete_diffusion", "", "");
    Set<Long> times = new TreeSet<>();
    batches(feed.validation(), 0)
        .forEach(b -> Arrays.stream(((Batch.Longs) b.get("time")).values()).forEach(times::add));
    assertThat(times).containsExactly(6L, 18L, 31L, 43L, 56L, 68L, 81L, 93L);
  }

  /** Rows that fill a batch up hold no protein. */
  @Test
  void rowsWithoutAProteinAreAllPadding() {
    ProteinFeed feed = feed("simple", "batch_size: 4", "batch_size: 5");
    int empty = 0;
    for (Map<String, Batch.Array> batch : batches(feed.training(), 0)) {
      boolean[] present = bools(batch, "present");
      int length = (int) batch.get("present").shape()[1];
      for (int row = 0; row < 5; row++) {
        boolean any = false;
        for (int i = 0; i < length; i++) {
          any |= present[row * length + i];
        }
        empty += any ? 0 : 1;
      }
    }
    assertThat(empty).isEqualTo(3); // 32 proteins in seven batches of 5
  }

  private static double distance(float[] x, int a, int b) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      sum += Math.pow(x[a * 12 + 3 + k] - x[b * 12 + 3 + k], 2);
    }
    return Math.sqrt(sum);
  }

  /** A turned protein has other coordinates and the same distances, and is centred. */
  @Test
  void turningKeepsDistances() {
    float[] still = floats(batches(feed("none", "", "").training(), 0).get(0), "coordinates");
    ProteinFeed feed = feed("none", "length_buckets: 2", "length_buckets: 2\n  rotate: true");
    float[] turned = floats(batches(feed.training(), 0).get(0), "coordinates");
    assertThat(turned).isNotEqualTo(still);
    assertThat(floats(batches(feed.training(), 1).get(0), "coordinates")).isNotEqualTo(turned);
    for (int i = 2; i < 12; i++) {
      assertThat(distance(turned, 1, i)).isCloseTo(distance(still, 1, i), within(1e-3));
    }
    ProteinFeed validation =
        feed("none", "length_buckets: 2", "length_buckets: 2\n  rotate_validation: true");
    float[] posed = floats(batches(validation.validation(), 0).get(0), "coordinates");
    float[] plain = floats(batches(feed.validation(), 0).get(0), "coordinates");
    assertThat(posed).isNotEqualTo(plain);
    assertThat(distance(posed, 1, 9)).isCloseTo(distance(plain, 1, 9), within(1e-3));
  }

  /** Long proteins lose their end, or in training a random part. */
  @Test
  void longProteinsAreCut() {
    ProteinFeed head = feed("none", "max_len: 128", "max_len: 22");
    long[] first = ((Batch.Longs) batches(head.training(), 0).get(0).get("sequence")).values();
    assertThat(batches(head.training(), 0).get(0).get("sequence").shape()[1]).isEqualTo(22);
    OdysseyConfig random =
        ConfigTrees.bind(
            Runs.tree(
                ProteinYaml.of(
                        "stage_1",
                        "block_type: self_attention",
                        null,
                        data,
                        ProteinYaml.masking("none"))
                    .replace("max_len: 128", "max_len: 22")
                    .replace("length_buckets: 2", "length_buckets: 2\n  crop: random")),
            OdysseyConfig.class);
    ProteinFeed cropped =
        new ProteinFeed(random, ProteinFeed.discover(random, EncoderShape.of(random.model())));
    long[] other = ((Batch.Longs) batches(cropped.training(), 0).get(0).get("sequence")).values();
    assertThat(other).hasSameSizeAs(first).isNotEqualTo(first);
    assertThat(other[0]).isEqualTo(28);
    assertThat(other[21]).isEqualTo(29);
  }

  @Test
  void tooFewProteinsAreTold() {
    Path one = ProteinYaml.data(dir.resolve("one"), 1);
    OdysseyConfig config =
        ConfigTrees.bind(
            Runs.tree(
                ProteinYaml.of(
                    "stage_1",
                    "block_type: self_attention",
                    null,
                    one,
                    ProteinYaml.masking("none"))),
            OdysseyConfig.class);
    assertThatThrownBy(() -> ProteinFeed.discover(config, EncoderShape.of(config.model())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least 2 are needed");
  }
}
