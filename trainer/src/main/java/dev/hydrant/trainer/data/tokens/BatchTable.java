package dev.hydrant.trainer.data.tokens;

import dev.hydrant.trainer.data.DataException;
import java.util.Arrays;
import java.util.List;

/** Which batch lies where: the number of batches in each file, and their running sum. */
final class BatchTable {
  /** The start of a batch in a file, for all ranks together. */
  record Place(TokenSequence file, long position) {}

  private final List<TokenSequence> files;
  private final long[] batchesBefore;
  private final long batchTokens;

  private BatchTable(List<TokenSequence> files, long[] batchesBefore, long batchTokens) {
    this.files = files;
    this.batchesBefore = batchesBefore;
    this.batchTokens = batchTokens;
  }

  static BatchTable of(List<TokenSequence> files, BatchShape shape) {
    long[] before = new long[files.size() + 1];
    for (int i = 0; i < files.size(); i++) {
      before[i + 1] = before[i] + batchesIn(files.get(i).length(), shape);
    }
    BatchTable table = new BatchTable(files, before, shape.tokensPerBatch());
    if (table.batches() == 0) {
      long longest = files.stream().mapToLong(TokenSequence::length).max().orElse(0);
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
    return files.stream().mapToLong(TokenSequence::length).sum();
  }

  List<TokenSequence> files() {
    return files;
  }

  /** Finds a batch of the first epoch. */
  Place place(long batch) {
    int found = Arrays.binarySearch(batchesBefore, batch);
    int file = found >= 0 ? found : -found - 2;
    while (batchesBefore[file + 1] == batch) {
      file++; // a file without a batch starts where the next one does
    }
    return new Place(files.get(file), (batch - batchesBefore[file]) * batchTokens);
  }

  String describe() {
    String count = files.size() + (files.size() == 1 ? " file" : " files");
    if (files.isEmpty()) {
      return count;
    }
    TokenSequence first = files.get(0);
    return count + ", the first " + first.path() + " with " + first.length() + " tokens";
  }
}
