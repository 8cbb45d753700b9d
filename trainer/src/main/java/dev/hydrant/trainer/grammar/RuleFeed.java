package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.dataset.Dataset;
import dev.hydrant.trainer.data.dataset.DatasetBatches;
import dev.hydrant.trainer.data.dataset.Indices;
import dev.hydrant.trainer.data.dataset.LastBatch;
import dev.hydrant.trainer.grammar.data.RuleData;
import dev.hydrant.trainer.grammar.data.RuleMasks;
import dev.hydrant.trainer.grammar.data.RuleRow;
import dev.hydrant.trainer.grammar.decode.RuleDecoder.Result;
import dev.hydrant.trainer.grammar.explore.Domain;
import dev.hydrant.trainer.grammar.explore.SampleValue;
import dev.hydrant.trainer.grammar.syntax.Derivation;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Sequences of rules, {@code [B, T]}, −1 behind the end; and what each place allows: a table {@code
 * [P, P]} where the rule at a place tells it, else {@code [B, T, P]}.
 */
final class RuleFeed implements Feed {
  /** Name of the numbers of rules. */
  static final String IDS = "rules";

  /** Name of the table: row r is what a place with rule r allows. */
  static final String TABLE = "allowed_by_rule";

  /** Name of the masks of each place. */
  static final String MASKS = "allowed";

  private record Item(long index, RuleRow row) {}

  private final GrammarVaeConfig config;
  private final RuleFacts facts;
  private RuleData data;
  private Indices train;
  private Indices validation;
  private Optional<Indices> test = Optional.empty();

  RuleFeed(GrammarVaeConfig config, RuleFacts facts) {
    this.config = config;
    this.facts = facts;
  }

  @Override
  public void prepare(PreparationProgress progress) {
    open(progress);
  }

  private synchronized RuleData open(PreparationProgress progress) {
    if (data == null) {
      RuleSource source = new RuleSource(config);
      RuleData opened = source.open(progress);
      long rows = opened.sequences().size();
      train = source.rows(facts.split(), RuleSource.TRAIN, rows);
      validation = source.rows(facts.split(), RuleSource.VALIDATION, rows);
      test = source.testRows(rows);
      Indices used = joined(train, validation);
      Indices.listed("train and validation rows together", all(used), (int) rows);
      test.ifPresent(t -> Indices.listed("all rows together", all(joined(used, t)), (int) rows));
      data = opened;
    }
    return data;
  }

  private static Indices joined(Indices first, Indices second) {
    return new Indices() {
      @Override
      public long size() {
        return first.size() + second.size();
      }

      @Override
      public long at(long position) {
        return position < first.size() ? first.at(position) : second.at(position - first.size());
      }
    };
  }

  private static long[] all(Indices indices) {
    long[] list = new long[Math.toIntExact(indices.size())];
    Arrays.setAll(list, indices::at);
    return list;
  }

  /** The checked sequences. */
  RuleData data() {
    return open(PreparationProgress.NONE);
  }

  /** The rows of training. */
  Indices trainRows() {
    data();
    return train;
  }

  /** The rows of validation. */
  Indices validationRows() {
    data();
    return validation;
  }

  /** Those of {@code test_indices.npy}, in place of validation. */
  @Override
  public Optional<Feed> forTest() {
    data();
    return test.map(
        rows -> {
          RuleFeed feed = new RuleFeed(config, facts);
          feed.data = data;
          feed.train = train;
          feed.validation = rows;
          return feed;
        });
  }

  private DatasetBatches.Builder<Item, Batch> part(Indices part) {
    RuleData d = data();
    Dataset<Item> all =
        Dataset.of(
            d.sequences().where(), d.sequences().size(), i -> new Item(i, d.sequences().get(i)));
    return DatasetBatches.<Item, Batch>of(all.pick(part), (items, at) -> batch(d, items))
        .batchSize(config.batchSize());
  }

  private static Batch batch(RuleData d, List<Item> items) {
    int length = d.sequences().length();
    int p = d.productions();
    Map<String, Batch.Array> arrays = new LinkedHashMap<>();
    arrays.put(IDS, ids(items.stream().map(Item::row).toList(), length));
    if (d.masks() instanceof RuleMasks.ByRule byRule) {
      boolean[] table = new boolean[p * p];
      for (int r = 0; r < p; r++) {
        System.arraycopy(byRule.table()[r], 0, table, r * p, p);
      }
      arrays.put(TABLE, new Batch.Bools(table, p, p));
    } else if (d.masks() instanceof RuleMasks.ByPlace byPlace) {
      boolean[] masks = new boolean[items.size() * length * p];
      for (int i = 0; i < items.size(); i++) {
        Item item = items.get(i);
        boolean[] row = byPlace.unpacked(item.index(), item.row().count(), length, p);
        System.arraycopy(row, 0, masks, i * length * p, row.length);
      }
      arrays.put(MASKS, new Batch.Bools(masks, items.size(), length, p));
    }
    return new Batch(arrays, items.size());
  }

  /** The numbers of some rows; padding of either kind is −1. */
  static Batch.Longs ids(List<RuleRow> rows, int length) {
    long[] ids = new long[rows.size() * length];
    Arrays.fill(ids, -1);
    for (int i = 0; i < rows.size(); i++) {
      RuleRow row = rows.get(i);
      for (int t = 0; t < row.count(); t++) {
        ids[i * length + t] = row.ids()[t];
      }
    }
    return new Batch.Longs(ids, rows.size(), length);
  }

  @Override
  public BatchSource<Batch> training() {
    return part(trainRows()).shuffle(config.seed()).build();
  }

  @Override
  public BatchSource<Batch> trainingRows() {
    return part(trainRows()).once().build();
  }

  @Override
  public BatchSource<Batch> validation() {
    return part(validationRows()).build();
  }

  @Override
  public long validationBatches() {
    return LastBatch.KEEP.batches(validationRows().size(), config.batchSize());
  }

  @Override
  public Set<String> whole() {
    return Set.of(TABLE);
  }

  @Override
  public String unit() {
    return "sequences";
  }

  @Override
  public String describe() {
    RuleData d = data();
    return "%s: %,d sequences for training, %,d for validation, of up to %d places and %d rules"
        .formatted(
            d.sequences().where(),
            train.size(),
            validation.size(),
            d.sequences().length(),
            d.productions());
  }

  /** The rules of a row, without padding. */
  int[] sequence(long row) {
    RuleRow r = data().sequences().get(row);
    return Arrays.copyOf(r.ids(), r.count());
  }

  /** What samples are worth beside the training rows. */
  SampleValue value(List<Result> samples, Grammar grammar, Domain domain) {
    List<int[]> rows =
        LongStream.range(0, trainRows().size()).mapToObj(i -> sequence(train.at(i))).toList();
    return SampleValue.of(
        samples,
        rows.stream().map(r -> Derivation.text(grammar, r)).toList(),
        rows.stream().mapToInt(r -> r.length).toArray(),
        domain);
  }

  /** How many rows of validation are also rows of training. */
  long repeated() {
    RuleData d = data();
    Set<List<Integer>> seen = new HashSet<>();
    for (long i = 0; i < train.size(); i++) {
      seen.add(content(d, train.at(i)));
    }
    long repeated = 0;
    for (long i = 0; i < validation.size(); i++) {
      repeated += seen.contains(content(d, validation.at(i))) ? 1 : 0;
    }
    return repeated;
  }

  private static List<Integer> content(RuleData d, long row) {
    RuleRow r = d.sequences().get(row);
    return Arrays.stream(r.ids(), 0, r.count()).boxed().toList();
  }
}
