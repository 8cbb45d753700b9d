package dev.hydrant.trainer.vqvae;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.dataset.Dataset;
import dev.hydrant.trainer.data.dataset.DatasetBatches;
import dev.hydrant.trainer.data.dataset.LastBatch;
import dev.hydrant.trainer.data.dataset.Rows;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Rows of encoded, cleaned and normalised features, {@code [B, D]}. */
final class FeatureFeed implements Feed {
  /** Name of the rows. */
  static final String ROWS = "rows";

  private final VqVaeConfig config;
  private final FamilyEncoders encoders;
  private final FeatureFacts facts;
  private float[] table;

  FeatureFeed(VqVaeConfig config, FamilyEncoders encoders, FeatureFacts facts) {
    this.config = config;
    this.encoders = encoders;
    this.facts = facts;
  }

  /** All rows, {@code [N, D]}; read once. */
  private synchronized float[] table() {
    if (table == null) {
      FeatureTable read =
          FeatureTable.read(config, encoders, n -> new int[0], Optional.of(facts.families()));
      facts.split().checkFits(read.rows(), config.datasetPath().toString());
      table = facts.normalised(read.values());
    }
    return table;
  }

  /** The number of features, D. */
  int width() {
    return facts.names().size();
  }

  private DatasetBatches.Builder<float[], Batch> part(String part) {
    int width = width();
    Dataset<float[]> all =
        Dataset.of(
            config.datasetPath().toString(),
            facts.split().size(),
            i -> Arrays.copyOfRange(table(), (int) i * width, (int) (i + 1) * width));
    return DatasetBatches.<float[], Batch>of(
            all.pick(facts.split().part(part)),
            (items, at) -> {
              float[] rows = Rows.join(items);
              return new Batch(
                  Map.of(ROWS, new Batch.Floats(rows, items.size(), width)), items.size());
            })
        .batchSize(config.training().batchSize());
  }

  @Override
  public BatchSource<Batch> training() {
    return part(FeatureDiscovery.TRAIN)
        .shuffle(config.randomSeed())
        .last(LastBatch.DROP_IF_ONE)
        .build();
  }

  @Override
  public BatchSource<Batch> trainingRows() {
    return part(FeatureDiscovery.TRAIN).once().build();
  }

  @Override
  public BatchSource<Batch> validation() {
    return part(FeatureDiscovery.VALIDATION).build();
  }

  @Override
  public long validationBatches() {
    long rows = facts.split().parts().get(FeatureDiscovery.VALIDATION);
    return LastBatch.KEEP.batches(rows, config.training().batchSize());
  }

  @Override
  public String unit() {
    return "rows";
  }

  @Override
  public String describe() {
    return "%s: %,d rows for training, %,d for validation, %d features"
        .formatted(
            config.datasetPath(),
            facts.split().parts().get(FeatureDiscovery.TRAIN),
            facts.split().parts().get(FeatureDiscovery.VALIDATION),
            width());
  }
}
