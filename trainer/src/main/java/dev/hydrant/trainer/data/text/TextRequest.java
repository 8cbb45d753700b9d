package dev.hydrant.trainer.data.text;

import dev.hydrant.trainer.data.tokens.ShardSetWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be made of which text.
 *
 * @param files sources in order, UTF-8 text, plain or gzip
 * @param directory where the shards go
 * @param name what their names begin with: {@code <name>_train_000000.bin}, …
 * @param documents what one document is
 * @param englishOnly whether documents in other languages are left out (see {@link English})
 * @param validationFraction share of the documents that is held out, {@code 0 <= f < 1}
 * @param unit what a token is
 * @param tokensPerShard tokens in a full shard
 */
public record TextRequest(
    List<Path> files,
    Path directory,
    String name,
    DocumentRule documents,
    boolean englishOnly,
    double validationFraction,
    Unit unit,
    int tokensPerShard) {
  /** Share of the documents held out if nothing else is asked for. */
  public static final double VALIDATION_FRACTION = 0.1;

  /** Copies the list of files. */
  public TextRequest {
    files = List.copyOf(files);
    if (!(validationFraction >= 0 && validationFraction < 1)) {
      throw new IllegalArgumentException(
          "the validation fraction must be in [0, 1), got " + validationFraction);
    }
  }

  /** All documents of files, by the defaults. */
  public static TextRequest of(List<Path> files, Path directory, String name) {
    return new TextRequest(
        files,
        directory,
        name,
        DocumentRule.PARAGRAPH,
        false,
        VALIDATION_FRACTION,
        Unit.GPT2,
        ShardSetWriter.TOKENS_PER_SHARD);
  }

  Path manifest() {
    return directory.resolve(name + ".json");
  }
}
