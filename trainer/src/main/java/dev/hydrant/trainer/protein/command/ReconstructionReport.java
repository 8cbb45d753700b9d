package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.inference.Reconstructor;
import dev.hydrant.trainer.protein.measure.CodeUse;
import dev.hydrant.trainer.protein.measure.Reconstruction;
import dev.hydrant.trainer.protein.measure.RmsdSummary;
import dev.hydrant.trainer.protein.picture.BackbonePicture;
import dev.hydrant.trainer.protein.picture.ErrorPlot;
import dev.hydrant.trainer.protein.picture.RamachandranPlot;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.write.StructureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table, files, pictures and page of many reconstructions. */
final class ReconstructionReport {
  private static final int SHOWN = 20;

  private record Row(String name, int residues, double rmsd, double tm, double lddt) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<ProteinChain> targets = new ArrayList<>();
  private final List<ProteinChain> made = new ArrayList<>();
  private final List<String> drawn = new ArrayList<>();
  private final double[] counts;
  private final StructureFormat format;

  /**
   * @param codes number of codes
   * @param format of the files that the page links to
   */
  ReconstructionReport(int codes, StructureFormat format) {
    this.counts = new double[codes];
    this.format = format;
  }

  /** Adds a chain: its structure file, and its pictures if it is one of the first. */
  void add(Reconstructor.Made one, StructureFolder folder, Path directory, int pictures)
      throws IOException {
    Reconstruction result = one.result();
    double[] errors = result.errors().clone();
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Double.isNaN(errors[i]) ? 0 : errors[i];
    }
    String name = folder.write(result.moved().named(result.target().id()), errors);
    rows.add(
        new Row(name, result.target().length(), result.rmsd(), result.tmScore(), result.lddt()));
    targets.add(result.target());
    made.add(result.moved());
    for (int token : one.tokens().tokens()) {
      counts[token]++;
    }
    if (drawn.size() < pictures) {
      drawn.add(name);
      Files.write(directory.resolve(name + ".png"), BackbonePicture.png(result));
      Files.write(directory.resolve(name + "_errors.png"), ErrorPlot.png(result));
    }
  }

  private RmsdSummary summary() {
    return RmsdSummary.of(rows.stream().mapToDouble(Row::rmsd).toArray());
  }

  private double mean(ToDoubleFunction<Row> of) {
    return rows.stream().mapToDouble(of).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /** The table and the summary, for a terminal. */
  String text() {
    StringBuilder text = new StringBuilder();
    int width = Math.max(5, rows.stream().mapToInt(r -> r.name().length()).max().orElse(0));
    text.append(format("%-" + width + "s  residues  RMSD (Å)     TM   lDDT%n", "chain"));
    for (Row row : rows.stream().limit(SHOWN).toList()) {
      text.append(
          format(
              "%-" + width + "s  %8d  %8.2f  %5.2f  %5.2f%n",
              row.name(),
              row.residues(),
              row.rmsd(),
              row.tm(),
              row.lddt()));
    }
    if (rows.size() > SHOWN) {
      text.append(format("… and %,d more, in reconstructions.csv%n", rows.size() - SHOWN));
    }
    text.append(System.lineSeparator());
    facts().forEach(fact -> text.append("  ").append(fact).append(System.lineSeparator()));
    return text.toString();
  }

  private List<String> facts() {
    RmsdSummary s = summary();
    CodeUse use = CodeUse.of(counts);
    return List.of(
        format("RMSD   median %.2f Å, mean %.2f Å, worst %.2f Å", s.median(), s.mean(), s.worst()),
        format("below  1 Å: %.0f %%, 2 Å: %.0f %%", 100 * s.below1(), 100 * s.below2()),
        format("means  TM %.2f, lDDT %.2f", mean(Row::tm), mean(Row::lddt)),
        format(
            "codes  %,d of %,d in use, perplexity %.0f",
            use.distinct(), use.codes(), use.perplexity()));
  }

  /** The table as CSV, the angles of all chains, and the page. */
  void write(Path directory, Style style) throws IOException {
    StringBuilder csv = new StringBuilder("chain,residues,rmsd,tm,lddt\n");
    for (Row r : rows) {
      csv.append(
          format("%s,%d,%.4f,%.4f,%.4f\n", r.name(), r.residues(), r.rmsd(), r.tm(), r.lddt()));
    }
    Files.writeString(directory.resolve("reconstructions.csv"), csv);
    Files.write(directory.resolve("ramachandran.png"), RamachandranPlot.png(targets, made));
    Files.writeString(directory.resolve("index.html"), page(style));
  }

  private String page(Style style) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<meta charset=\"utf-8\">\n<title>Reconstructions</title>\n")
        .append("<style>body{font:16px sans-serif;max-width:1280px;margin:2em auto}")
        .append("td,th{padding:.2em 1em;text-align:right}img{max-width:100%}</style>\n")
        .append(format("<h1>%,d structures from their tokens</h1>%n<ul>%n", rows.size()))
        .append(format("<li>%s%n", style == Style.STAGE_2 ? "all atoms" : "N, CA and C"));
    facts().forEach(fact -> html.append("<li>").append(fact).append('\n'));
    html.append("</ul>\n<img src=\"ramachandran.png\" width=\"600\">\n");
    for (String name : drawn) {
      html.append(format("<h2>%s</h2>%n<img src=\"%s.png\">%n", name, name))
          .append(format("<img src=\"%s_errors.png\" width=\"700\">%n", name));
    }
    html.append("<h2>All</h2>\n<table>\n<tr><th>chain<th>residues<th>RMSD (Å)<th>TM<th>lDDT\n");
    for (Row r : rows) {
      html.append(
          format(
              "<tr><td><a href=\"%s%s\">%s</a><td>%d<td>%.2f<td>%.2f<td>%.2f%n",
              r.name(), format.suffix(), r.name(), r.residues(), r.rmsd(), r.tm(), r.lddt()));
    }
    return html.append("</table>\n").toString();
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
