package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.tokens.SequenceVocabulary;
import dev.hydrant.trainer.report.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The stages of a chain, a line each. */
record StageTable(List<StageTable.Stage> stages) {
  /**
   * A stage.
   *
   * @param name of the run, as it was given
   * @param directory of the run
   * @param codes number of structure tokens
   * @param parameters learned ones
   * @param last its last validation
   */
  record Stage(
      String name, Path directory, OdysseyConfig config, int codes, long parameters, Metrics last) {
    Style style() {
      return config.model().style();
    }

    List<String> cells() {
      return List.of(
          name,
          style().name().toLowerCase(Locale.ROOT),
          config.model().blockType().name().toLowerCase(Locale.ROOT),
          format("%,d", parameters),
          format("%,d", last.step()),
          String.join(", ", results()));
    }

    private double value(String metric) {
      return last.values().getOrDefault("val_" + metric, Double.NaN);
    }

    private List<String> results() {
      return switch (style()) {
        case STAGE_1 ->
            List.of(
                format("N, CA, C %.2f Å", value("rmsd")),
                format("median %.2f Å", value("rmsd_median")),
                format("%,.0f codes", value("codes_used")),
                format("perplexity %.0f", value("codebook_perplexity")));
        case STAGE_2 ->
            List.of(
                format("all atoms %.2f Å", value("rmsd_all_atom")),
                format("N, CA, C %.2f Å", value("rmsd_backbone")));
        case MLM ->
            List.of(
                format("residues %.2f nats", value("loss_seq")),
                format("%.1f %% right", 100 * value("seq_acc")),
                format("tokens %.2f nats", value("loss_struct")),
                format("%.1f %% right", 100 * value("struct_acc")));
        case DISCRETE_DIFFUSION ->
            List.of(
                format("score entropy %.2f", value("loss")),
                format("residues %.2f", value("loss_seq")),
                format("tokens %.2f", value("loss_struct")));
      };
    }
  }

  private static final List<String> HEAD =
      List.of("run", "style", "block", "parameters", "steps", "validation");
  private static final List<Integer> NUMBERS = List.of(3, 4);

  /** For a terminal. */
  String text() {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    stages.forEach(stage -> rows.add(stage.cells()));
    int[] width = new int[HEAD.size()];
    rows.forEach(
        row -> {
          for (int c = 0; c < width.length; c++) {
            width[c] = Math.max(width[c], row.get(c).length());
          }
        });
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < width.length; c++) {
        String pad = " ".repeat(width[c] - row.get(c).length());
        line.append(NUMBERS.contains(c) ? pad + row.get(c) : row.get(c) + pad).append("  ");
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    guess().ifPresent(line -> text.append(line).append(System.lineSeparator()));
    return text.toString();
  }

  /** What trunks are to be better than. */
  private Optional<String> guess() {
    return stages.stream()
        .filter(s -> s.style().isTrunk())
        .findFirst()
        .map(
            s ->
                format(
                    "An even guess costs ln %d = %.2f nats a residue, ln %,d = %.2f nats a token.",
                    SequenceVocabulary.CONTENT,
                    Math.log(SequenceVocabulary.CONTENT),
                    s.codes(),
                    Math.log(s.codes())));
  }

  /** As a page with the curves of each run, which are copied. */
  void page(Path folder) throws IOException {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<meta charset=\"utf-8\">\n<title>Stages</title>\n")
        .append("<style>body{font:16px sans-serif;max-width:1280px;margin:2em auto}")
        .append("td,th{padding:.2em 1em;text-align:left}img{width:49%}</style>\n")
        .append("<h1>Stages</h1>\n<table>\n<tr>");
    HEAD.forEach(name -> html.append("<th>").append(name));
    html.append('\n');
    for (Stage stage : stages) {
      html.append("<tr>");
      stage.cells().forEach(cell -> html.append("<td>").append(escaped(cell)));
      html.append('\n');
    }
    html.append("</table>\n");
    guess().ifPresent(line -> html.append("<p>").append(line).append('\n'));
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      html.append("<h2>").append(escaped(stage.name())).append("</h2>\n");
      for (Path picture : pictures(stage.directory())) {
        String copy = "%d_%s".formatted(i + 1, picture.getFileName());
        Files.copy(picture, folder.resolve(copy));
        html.append("<img src=\"").append(copy).append("\">\n");
      }
    }
    Files.writeString(folder.resolve("index.html"), html);
  }

  private static List<Path> pictures(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.filter(f -> f.toString().endsWith(".png")).sorted().toList();
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
