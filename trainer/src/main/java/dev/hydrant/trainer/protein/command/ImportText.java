package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.protein.ingest.GeometryFaults;
import dev.hydrant.trainer.protein.ingest.ImportRequest;
import dev.hydrant.trainer.protein.ingest.ImportResult;
import dev.hydrant.trainer.protein.ingest.Reject;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an import made, in words. */
final class ImportText {
  private static final int MEDIAN = 3;
  private static final int LISTED = 20;

  private ImportText() {}

  static String of(ImportResult result, ImportRequest request, double seconds) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%,d chains of %,d residues in %.1f s (%,d read, %,.0f/s)",
        result.chains(),
        result.residues(),
        seconds,
        result.parts(),
        result.parts() / seconds);
    line(text, "  source      %s", result.source());
    line(
        text,
        "  lengths     %d to %d, median %d",
        result.lengths().get(0),
        result.lengths().get(result.lengths().size() - 1),
        result.lengths().get(MEDIAN));
    line(text, "  all atoms   in %,d chains (stage_2 needs them)", result.allAtomChains());
    GeometryFaults faults = result.faults();
    if (!faults.equals(GeometryFaults.NONE)) {
      line(text, "  geometry    %s; --strict leaves such chains out", faults);
    }
    rejects(text, result, request);
    line(text, "  written to  %s", request.out());
    boolean divided = result.divided().groups() > 0;
    if (divided) {
      line(
          text,
          "  split       %,d chains for validation, whole groups of %,d by %s",
          result.divided().validation(),
          result.divided().groups(),
          request.grouping());
    }
    line(
        text,
        "%nTrain on it with training.data_dir=%s%s",
        request.out(),
        divided ? " +training.split=file" : "");
    return text.toString();
  }

  private static void rejects(StringBuilder text, ImportResult result, ImportRequest request) {
    if (result.rejects() == 0) {
      return;
    }
    String reasons =
        result.rejected().entrySet().stream()
            .sorted(Comparator.comparing(e -> -e.getValue()))
            .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    line(text, "  left out    %,d: %s", result.rejects(), reasons);
    for (Reject reject : result.firstRejects().stream().limit(LISTED).toList()) {
      line(text, "    %s", reject);
    }
    int more = result.rejects() - Math.min(LISTED, result.firstRejects().size());
    if (more > 0) {
      line(text, "    and %,d more, all in %s", more, request.out().resolve("rejects.csv"));
    }
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format + "%n", arguments));
  }
}
