package dev.hydrant.trainer.vqvae.command;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ForceOption;
import dev.hydrant.trainer.vqvae.features.CsvFamilies;
import dev.hydrant.trainer.vqvae.features.FeatureSample;
import dev.hydrant.trainer.vqvae.features.MoleculeFamilies;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant data features}: an HDF5 file of families, generated or from tables. */
@Command(
    name = "features",
    description = {
      "Make an HDF5 file of feature families for VQ-VAEs: from CSV files, one a family, or generated."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "hydrant data features shape=shape.csv size=size.csv --out=datasets/mine.h5",
      "hydrant data features --sample --out=datasets/baseline_10k.h5",
      "hydrant data features --sample=planted --rows=1000 --out=datasets/planted.h5",
      "hydrant data features --molecules --out=datasets/molecules.h5",
      "",
      "The first line of a CSV file names its columns; columns of text are left out, empty cells",
      "are gaps. Row i of every file describes the same sample."
    })
final class DataFeaturesCommand implements Callable<Integer> {
  private static final int ROWS = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FAMILY=FILE",
      description = "A family and the CSV file of its features.")
  private Map<String, Path> files = new LinkedHashMap<>();

  @Option(
      names = "--sample",
      arity = "0..1",
      fallbackValue = "baseline",
      paramLabel = "KIND",
      description =
          "Generate features: baseline, driven by few factors, or planted, one factor for each"
              + " category.")
  private String sample;

  @Option(
      names = "--molecules",
      description = "Compute descriptors of the molecules that come with the program.")
  private boolean molecules;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows to generate (default 10000), or molecules to take (default all).")
  private Integer rows;

  @Option(names = "--seed", paramLabel = "N", description = "Of what is generated (default 0).")
  private long seed;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The HDF5 file.")
  private Path out;

  @Mixin private ForceOption force;

  @Override
  public Integer call() {
    int sources = (files.isEmpty() ? 0 : 1) + (sample == null ? 0 : 1) + (molecules ? 1 : 0);
    if (sources != 1) {
      throw UserException.usage(
          "give one source of features: FAMILY=FILE.csv …, or --sample, or --molecules");
    }
    force.check(out);
    if (rows != null && rows < 10) {
      throw UserException.usage(
          "--rows=" + rows + ": at least 10 are needed to train and validate");
    }
    PrintWriter to = spec.commandLine().getOut();
    if (molecules) {
      MoleculeFamilies.Made made = MoleculeFamilies.write(rows == null ? 0 : rows, out);
      to.printf(
          "%s: %,d molecules, family descriptors with %d features%n",
          out, made.rows(), made.features());
      if (made.left() > 0) {
        to.printf("left out: %,d that are no single valid structure%n", made.left());
      }
    } else if (sample != null) {
      generate(to);
    } else {
      convert(to);
    }
    to.flush();
    return 0;
  }

  private void generate(PrintWriter to) {
    FeatureSample.Kind kind =
        switch (sample) {
          case "baseline" -> FeatureSample.Kind.BASELINE;
          case "planted" -> FeatureSample.Kind.PLANTED;
          default -> throw UserException.usage("--sample=" + sample + ": give baseline or planted");
        };
    int n = rows == null ? ROWS : rows;
    new FeatureSample(kind, n, seed).write(out);
    to.printf(
        "%s: %,d rows, %s, seed %d: summary 275, architecture 21, initial 42 features; temporal"
            + " [64, 12]; fields [1, 32, 32]%n",
        out, n, sample, seed);
  }

  private void convert(PrintWriter to) {
    CsvFamilies.write(files, out)
        .forEach(
            (family, imported) -> {
              List<String> left = imported.left();
              to.printf(
                  "%s: %,d rows, %d features%s%n",
                  family,
                  imported.family().rows(),
                  imported.family().width(),
                  left.isEmpty() ? "" : "; left out as text: " + String.join(", ", left));
            });
    to.println(out + " is written");
  }
}
