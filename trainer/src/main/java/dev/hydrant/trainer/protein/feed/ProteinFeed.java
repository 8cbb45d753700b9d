package dev.hydrant.trainer.protein.feed;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.ShapeBuckets;
import dev.hydrant.trainer.data.dataset.Split;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.config.TrainingSection;
import dev.hydrant.trainer.protein.model.EncoderShape;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Proteins in batches of like lengths, with their masks. All that is random follows from the seed
 * and the number of a batch; masks of validation are the same each time.
 */
public final class ProteinFeed implements Feed {
  private static final double VALIDATION_SHARE = 0.2;
  private static final int ENDS = 2;

  private final OdysseyConfig config;
  private final ProteinFacts facts;
  private Loaded loaded;

  /** The proteins and their parts, once they are needed. */
  private record Loaded(
      ProteinSet set,
      int[] training,
      int[] validation,
      ShapeBuckets forTraining,
      ShapeBuckets forValidation) {}

  public ProteinFeed(OdysseyConfig config, ProteinFacts facts) {
    this.config = config;
    this.facts = facts;
  }

  /** Finds out about the proteins of a configuration. */
  public static ProteinFacts discover(OdysseyConfig config, EncoderShape encoder) {
    ProteinSet set = ProteinSet.open(config.training(), detail(config));
    boolean given = set.training().isPresent();
    long validation =
        given
            ? set.size() - set.training().getAsInt()
            : Math.max(1, (long) Math.floor(VALIDATION_SHARE * set.size()));
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put(ProteinFacts.TRAIN, set.size() - validation);
    parts.put(ProteinFacts.VALIDATION, validation);
    Split split =
        Split.byCounts(
            set.size(),
            given ? Split.Order.SEQUENTIAL : Split.Order.SHUFFLED,
            config.model().referenceModelSeed(),
            parts);
    return new ProteinFacts(set.fingerprint(), split, encoder);
  }

  /** What tells other proteins from these. */
  public static ProteinFacts.Fingerprint fingerprint(OdysseyConfig config) {
    return new ProteinFacts.Fingerprint(
        ProteinSet.open(config.training(), detail(config)).fingerprint());
  }

  private static AtomDetail detail(OdysseyConfig config) {
    return config.model().style() == Style.STAGE_2 ? AtomDetail.SIDE_CHAIN : AtomDetail.BACKBONE;
  }

  private synchronized Loaded loaded() {
    if (loaded == null) {
      ProteinSet set = ProteinSet.open(config.training(), detail(config));
      facts.split().checkFits(set.size(), set.what());
      int[] training = facts.places(ProteinFacts.TRAIN);
      int[] validation = facts.places(ProteinFacts.VALIDATION);
      // Two thirds of the lengths for training: most of the time is spent there.
      int most = config.training().lengthBuckets();
      int forValidation = Math.max(1, most / 3);
      loaded =
          new Loaded(
              set,
              training,
              validation,
              ShapeBuckets.of(positions(set, training), most - forValidation),
              ShapeBuckets.of(positions(set, validation), forValidation));
    }
    return loaded;
  }

  /** Positions that proteins take. */
  private int[] positions(ProteinSet set, int[] places) {
    int most = config.model().maxLen();
    return config.training().padTo() == TrainingSection.PadTo.MAX_LEN
        ? new int[] {most}
        : IntStream.of(places).map(i -> Math.min(most, set.lengths()[i] + ENDS)).toArray();
  }

  /** Rows of every batch; fewer where there are not so many proteins. */
  private int rows(int[] places) {
    return Math.min(config.training().batchSize(), places.length);
  }

  @Override
  public BatchSource<Batch> training() {
    Loaded l = loaded();
    long seed = config.model().referenceModelSeed();
    int[] lengths = IntStream.of(l.training).map(i -> l.set.lengths()[i]).toArray();
    LengthOrder order = new LengthOrder(lengths, config.training().batchSize(), seed);
    BatchMaker maker =
        new BatchMaker(config, detail(config), l.forTraining, rows(l.training), seed, true);
    return new BatchSource<>() {
      @Override
      public Batch read(long index) {
        int[] places = Arrays.stream(order.batch(index)).map(i -> l.training[i]).toArray();
        return maker.make(l.set, places, index, 0, l.training.length);
      }

      @Override
      public String locate(long index) {
        return "epoch %d of %s".formatted(index / order.count() + 1, l.set.what());
      }

      @Override
      public long batchesPerEpoch() {
        return order.count();
      }
    };
  }

  @Override
  public BatchSource<Batch> validation() {
    Loaded l = loaded();
    int rows = rows(l.validation);
    int[] sorted =
        IntStream.of(l.validation)
            .boxed()
            .sorted((a, b) -> Integer.compare(l.set.lengths()[a], l.set.lengths()[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    BatchMaker maker =
        new BatchMaker(
            config,
            detail(config),
            l.forValidation,
            rows,
            config.model().referenceModelSeed(),
            false);
    return new BatchSource<>() {
      @Override
      public Batch read(long index) {
        int at = (int) index * rows;
        int[] places = Arrays.copyOfRange(sorted, at, Math.min(sorted.length, at + rows));
        return maker.make(l.set, places, index, at, sorted.length);
      }

      @Override
      public long batchesPerEpoch() {
        return validationBatches();
      }
    };
  }

  @Override
  public long validationBatches() {
    long n = facts.split().parts().get(ProteinFacts.VALIDATION);
    return (n - 1) / Math.min(config.training().batchSize(), n) + 1;
  }

  @Override
  public String unit() {
    return "residues";
  }

  /** How much more is computed than there is, by padding, in the training batches of an epoch. */
  public double padding() {
    Loaded l = loaded();
    long real = 0;
    long all = 0;
    try (BatchSource<Batch> source = training()) {
      for (long i = 0; i < source.batchesPerEpoch(); i++) {
        Batch batch = source.read(i);
        real += batch.items();
        long[] shape = batch.arrays().get("present").shape();
        all += shape[0] * shape[1];
      }
    }
    return (double) all / (real + ENDS * l.training.length) - 1;
  }

  @Override
  public String describe() {
    return "%s: %,d proteins for training, %,d for validation, %,d residues"
        .formatted(
            config.training().dataDir(),
            facts.split().parts().get(ProteinFacts.TRAIN),
            facts.split().parts().get(ProteinFacts.VALIDATION),
            facts.data().residues());
  }
}
