package dev.hydrant.trainer.grammar.data;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.npy.NpyData;
import dev.hydrant.trainer.data.npy.NpyWriter;
import dev.hydrant.trainer.data.npy.PackedBits;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.Parse;
import dev.hydrant.trainer.grammar.syntax.Parser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Turns texts into {@code prod_N_ids_int16.npy} and {@code prod_N_masks_packed.npy}, with the
 * grammar, a list of what was rejected and the origin beside them. The result does not depend on
 * the number of threads.
 */
public final class RuleImport {
  private static final int BLOCK = 2048;

  private final Parser parser;
  private final int longest;
  private final List<short[]> accepted = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Reject> rejects = new ArrayList<>();
  private int ambiguous;

  /**
   * @param longest rules of the longest sequence that is taken; empty for any
   */
  public RuleImport(Grammar grammar, Optional<Integer> longest) {
    this.parser = new Parser(grammar);
    this.longest = longest.orElse(Integer.MAX_VALUE);
  }

  /**
   * A text to be parsed.
   *
   * @param source the file it comes from
   * @param line from 1
   */
  public record Line(String source, long line, String text) {}

  /**
   * A text that was not taken.
   *
   * @param position from 0, where it leaves the language; −1 for one that is too long
   */
  public record Reject(Line line, int position, String reason) {}

  private record Parsed(Line line, Parse parse) {}

  /**
   * Parses lines, those of one call with all processors.
   *
   * @param done is told how many lines of this call have been parsed
   */
  public void add(List<Line> lines, LongConsumer done) {
    for (int from = 0; from < lines.size(); from += BLOCK) {
      List<Line> block = lines.subList(from, Math.min(lines.size(), from + BLOCK));
      block.parallelStream()
          .map(line -> new Parsed(line, parser.parse(line.text())))
          .toList()
          .forEach(this::take);
      done.accept(from + block.size());
    }
  }

  private void take(Parsed parsed) {
    if (parsed.parse() instanceof Parse.Rejected r) {
      rejects.add(new Reject(parsed.line(), r.position(), r.reason()));
      return;
    }
    Parse.Derived derived = (Parse.Derived) parsed.parse();
    int count = derived.rules().length;
    if (count > longest) {
      rejects.add(
          new Reject(parsed.line(), -1, "%d rules, more than %d".formatted(count, longest)));
      return;
    }
    short[] row = new short[count];
    IntStream.range(0, count).forEach(t -> row[t] = (short) derived.rules()[t]);
    accepted.add(row);
    texts.add(parsed.line().text());
    ambiguous += derived.ambiguous() ? 1 : 0;
  }

  /** The grammar that texts are read by. */
  public Grammar grammar() {
    return parser.grammar();
  }

  /** The texts that were taken, in order. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  /** What was not taken, in order. */
  public List<Reject> rejects() {
    return List.copyOf(rejects);
  }

  /**
   * What was written.
   *
   * @param rows N
   * @param length T
   * @param shortest rules of the shortest sequence
   * @param median rules of the median
   * @param ambiguous how many texts have more than one derivation
   */
  public record Written(
      Path prod, Path masks, int rows, int length, int shortest, int median, int ambiguous) {}

  /**
   * Writes the files to a directory, each in one step.
   *
   * @throws DataException if nothing was taken, or the directory cannot be written
   */
  public Written write(Path directory) {
    if (accepted.isEmpty()) {
      throw new DataException(
          "None of %d lines is a text of %s%s"
              .formatted(
                  rejects.size(),
                  parser.grammar(),
                  rejects.isEmpty()
                      ? ""
                      : ".\nThe first, %s:%d: %s"
                          .formatted(
                              rejects.get(0).line().source(),
                              rejects.get(0).line().line(),
                              rejects.get(0).reason())));
    }
    int[] lengths = accepted.stream().mapToInt(row -> row.length).sorted().toArray();
    int length = lengths[lengths.length - 1];
    String name = "prod_%d_".formatted(accepted.size());
    Path prod = directory.resolve(name + "ids_int16.npy");
    Path masks = directory.resolve(name + "masks_packed.npy");
    writeMasks(masks, length);
    writeIds(prod, length);
    return new Written(
        prod,
        masks,
        accepted.size(),
        length,
        lengths[0],
        lengths[(lengths.length - 1) / 2],
        ambiguous);
  }

  private void writeIds(Path file, int length) {
    try (NpyWriter writer = NpyWriter.open(file)) {
      for (int from = 0; from < accepted.size(); from += BLOCK) {
        List<short[]> rows = accepted.subList(from, Math.min(accepted.size(), from + BLOCK));
        short[] block = new short[rows.size() * length];
        Arrays.fill(block, (short) -1);
        for (int i = 0; i < rows.size(); i++) {
          System.arraycopy(rows.get(i), 0, block, i * length, rows.get(i).length);
        }
        writer.append(NpyData.of(block, rows.size(), length));
      }
      writer.finish();
    }
  }

  private void writeMasks(Path file, int length) {
    boolean[][] table = parser.grammar().facts().masks();
    byte[][] packed = Arrays.stream(table).map(PackedBits::pack).toArray(byte[][]::new);
    int stride = PackedBits.bytes(table.length);
    try (NpyWriter writer = NpyWriter.open(file)) {
      for (int from = 0; from < accepted.size(); from += BLOCK) {
        List<short[]> rows = accepted.subList(from, Math.min(accepted.size(), from + BLOCK));
        byte[] block = new byte[rows.size() * length * stride];
        for (int i = 0; i < rows.size(); i++) {
          for (int t = 0; t < rows.get(i).length; t++) {
            System.arraycopy(packed[rows.get(i)[t]], 0, block, (i * length + t) * stride, stride);
          }
        }
        writer.append(NpyData.of(block, rows.size(), length, stride));
      }
      writer.finish();
    }
  }
}
