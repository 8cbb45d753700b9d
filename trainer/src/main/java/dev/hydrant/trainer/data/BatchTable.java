package dev.hydrant.trainer.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Which batch lies where: the number of batches in each file, and their running sum. */
final class BatchTable {
  /** The start of a batch in a file, for all ranks together. */
  record Place(Path file, long fileTokens, long position) {}

  private final List<Path> files;
  private final long[] tokens;
  private final long[] batchesBefore;
  private final long batchTokens;

  private BatchTable(List<Path> files, long[] tokens, long[] batchesBefore, long batchTokens) {
    this.files = files;
    this.tokens = tokens;
    this.batchesBefore = batchesBefore;
    this.batchTokens = batchTokens;
  }

  static BatchTable of(List<Path> files, Function<Path, Long> counter, BatchShape shape) {
    long[] tokens = files.stream().mapToLong(counter::apply).toArray();
    long[] before = new long[tokens.length + 1];
    for (int i = 0; i < tokens.length; i++) {
      before[i + 1] = before[i] + batchesIn(tokens[i], shape);
    }
    BatchTable table = new BatchTable(files, tokens, before, shape.tokensPerBatch());
    if (table.batches() == 0) {
      long longest = Arrays.stream(tokens).max().orElse(0);
      throw new DataException(
          "No file holds one batch of "
              + shape.tokensPerBatch()
              + " tokens.\n"
              + table.describe()
              + "\nLower the batch (seq_len) to at most "
              + Math.max(0, longest - 2 - shape.lookahead())
              + " tokens, or give longer files");
    }
    return table;
  }

  /** The number of k for which k·b + b + 1 + lookahead {@literal <} n. */
  private static long batchesIn(long fileTokens, BatchShape shape) {
    return Math.max(0, (fileTokens - 2 - shape.lookahead()) / shape.tokensPerBatch());
  }

  long batches() {
    return batchesBefore[files.size()];
  }

  long tokens() {
    return Arrays.stream(tokens).sum();
  }

  List<Path> files() {
    return files;
  }

  /** Finds a batch of the first epoch. */
  Place place(long batch) {
    int found = Arrays.binarySearch(batchesBefore, batch);
    int file = found >= 0 ? found : -found - 2;
    while (batchesBefore[file + 1] == batch) {
      file++; // a file without a batch starts where the next one does
    }
    return new Place(files.get(file), tokens[file], (batch - batchesBefore[file]) * batchTokens);
  }

  String describe() {
    String first = files.isEmpty() ? "" : ", the first " + files.get(0) + " with " + tokens[0];
    return files.size() + (files.size() == 1 ? " file" : " files") + first + " tokens";
  }
}
