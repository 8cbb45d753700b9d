package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.dataset.Indices;
import dev.hydrant.trainer.data.dataset.Split;
import dev.hydrant.trainer.data.npy.NpyArray;
import dev.hydrant.trainer.grammar.data.RuleData;
import dev.hydrant.trainer.grammar.data.RuleSequences;
import dev.hydrant.trainer.grammar.sample.GrammarSample;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.GrammarReader;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a configuration says that its sequences are, and how they are divided. */
final class RuleSource {
  static final String TRAIN = "train";
  static final String VALIDATION = "validation";

  private static final Logger LOG = LoggerFactory.getLogger(RuleSource.class);
  private static final int HASHED_ROWS = 4096;

  private final GrammarVaeConfig config;

  RuleSource(GrammarVaeConfig config) {
    this.config = config;
  }

  /** The grammar that is named, or that of the sample. */
  Optional<Grammar> grammar() {
    Optional<String> name =
        config.grammar().or(() -> config.prod().isEmpty() ? sampleGrammar() : Optional.empty());
    return name.map(
        n -> {
          GrammarReader.Result read = Grammars.find(n);
          read.warnings().forEach(LOG::warn);
          return read.grammar();
        });
  }

  private Optional<String> sampleGrammar() {
    return Optional.of(sample().grammar());
  }

  private GrammarSample sample() {
    return GrammarSample.valueOf(config.data().toUpperCase(Locale.ROOT));
  }

  /** Opens and checks the sequences; a sample is made if it is not there. */
  RuleData open(PreparationProgress progress) {
    Optional<Grammar> grammar = grammar(); // before a sample is made: it may be unreadable
    Path prod = config.prod().orElseGet(() -> sample().prepare(config.maxRules(), progress));
    RuleData.Request request =
        new RuleData.Request(
            prod,
            config.masks(),
            grammar,
            config.numProductions(),
            config.padId().orElse(RuleSequences.NO_PADDING_RULE));
    return RuleData.open(request, Runtime.getRuntime().availableProcessors());
  }

  /** What tells these data from others. */
  static RuleFacts.Data data(RuleData data) {
    RuleSequences rows = data.sequences();
    long step = Math.max(1, rows.size() / HASHED_ROWS);
    int hash = 0;
    for (long i = 0; i < rows.size(); i += step) {
      hash = 31 * hash + Arrays.hashCode(rows.get(i).ids());
    }
    return new RuleFacts.Data(
        rows.size(), rows.length(), data.productions(), Integer.toHexString(hash));
  }

  /** How so many rows are divided; null if files tell it. */
  Split split(long rows) {
    if (config.splitDir().isPresent()) {
      return null;
    }
    Split.Order order =
        config.split().equals("random") ? Split.Order.SHUFFLED : Split.Order.SEQUENTIAL;
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put(TRAIN, 1 - config.valFraction());
    shares.put(VALIDATION, config.valFraction());
    return Split.byFractions(rows, order, config.seed(), shares);
  }

  /**
   * The rows of a part.
   *
   * @param part {@link #TRAIN} or {@link #VALIDATION}
   */
  Indices rows(Split split, String part, long rows) {
    if (split != null) {
      split.checkFits(rows, config.prod().map(Path::toString).orElse("datasets"));
      return split.part(part);
    }
    return listed(file(part.equals(TRAIN) ? TRAIN : "val"), rows);
  }

  /** The rows that {@code test_indices.npy} names; empty without that file. */
  Optional<Indices> testRows(long rows) {
    return config
        .splitDir()
        .map(directory -> file("test"))
        .filter(Files::exists)
        .map(file -> listed(file, rows));
  }

  private Path file(String part) {
    return config.splitDir().orElseThrow().resolve(part + "_indices.npy");
  }

  private static Indices listed(Path file, long rows) {
    try (NpyArray array = NpyArray.open(file).require("row numbers", NpyArray.INTEGERS, -1)) {
      return Indices.listed(
          file.toString(), array.longs(0, (int) array.size()), Math.toIntExact(rows));
    }
  }
}
