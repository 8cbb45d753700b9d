package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.data.NewDirectory;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.protein.ProteinModel;
import dev.hydrant.trainer.protein.inference.MaskRates;
import dev.hydrant.trainer.protein.model.TrackScore;
import dev.hydrant.trainer.protein.model.Trunk;
import dev.hydrant.trainer.protein.picture.MaskRatePlot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant protein mask-rates}: how well a trunk fills in more and more masks. */
@Command(
    name = "mask-rates",
    description = {
      "Fill in the validation proteins with more and more of them masked.",
      "Prints cross entropy and accuracy at each rate, beside a guess by counts of the training",
      "proteins; --out leaves table and picture."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class MaskRatesCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A run of mlm or discrete_diffusion: its directory or a checkpoint.")
  private Path run;

  @Option(
      names = "--rates",
      paramLabel = "P",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description = "Shares that are masked (default: 0.05,0.15 to 0.95).")
  private List<Double> rates = List.of(0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "A new directory for mask_rates.csv and mask_rates.png.")
  private Path out;

  @Mixin private ModelOptions model;

  MaskRatesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    for (double rate : rates) {
      if (!(rate > 0 && rate <= 1)) {
        throw UserException.usage("--rates are above 0 and at most 1, got " + rate);
      }
    }
    if (out != null) {
      NewDirectory.requireFree(out);
    }
    List<MaskRates.Row> rows;
    List<TrackScore> counts;
    try (TrainedModel opened = model.open(context, run)) {
      ProteinModel trained = ModelOptions.model(opened);
      if (!(trained.network() instanceof Trunk trunk)) {
        throw UserException.usage(
            run
                + " holds an autoencoder; masks are filled in by a run of mlm or discrete_diffusion");
      }
      MaskRates measured = new MaskRates(opened.torch(), trained, trunk);
      rows = measured.rows(rates);
      counts = measured.unigrams();
    }
    if (out != null) {
      write(rows, counts);
    }
    PrintWriter printed = spec.commandLine().getOut();
    printed.print(text(rows, counts));
    printed.flush();
    return 0;
  }

  private void write(List<MaskRates.Row> rows, List<TrackScore> counts) throws IOException {
    StringBuilder csv = new StringBuilder("rate,seq_nats,seq_acc,struct_nats,struct_acc\n");
    for (MaskRates.Row row : rows) {
      csv.append(
          format("%s,%s\n", row.rate(), values("%.6f,%.6f", row.sequence(), row.structure(), ",")));
    }
    List<MaskRatePlot.Line> lines =
        List.of(
            new MaskRatePlot.Line(
                "residues",
                rows.stream().map(r -> r.sequence().meanNats()).toList(),
                counts.get(0).meanNats()),
            new MaskRatePlot.Line(
                "structure tokens",
                rows.stream().map(r -> r.structure().meanNats()).toList(),
                counts.get(1).meanNats()));
    try (NewDirectory directory = NewDirectory.begin(out)) {
      Files.writeString(directory.path().resolve("mask_rates.csv"), csv);
      Files.write(directory.path().resolve("mask_rates.png"), MaskRatePlot.png(rates, lines));
      directory.commit();
    }
  }

  private static String text(List<MaskRates.Row> rows, List<TrackScore> counts) {
    StringBuilder text = new StringBuilder();
    text.append(format("%-10s  %8s  %6s  %8s  %6s%n", "", "residues", "", "tokens", ""));
    text.append(format("%-10s  %8s  %6s  %8s  %6s%n", "masked", "nats", "right", "nats", "right"));
    for (MaskRates.Row row : rows) {
      text.append(
          format(
              "%-10s  %s%n",
              format("%.0f %%", 100 * row.rate()),
              values("%8.3f  %6.3f", row.sequence(), row.structure(), "  ")));
    }
    text.append(
        format(
            "%-10s  %s%n",
            "by counts", values("%8.3f  %6.3f", counts.get(0), counts.get(1), "  ")));
    return text.toString();
  }

  private static String values(
      String format, TrackScore sequence, TrackScore structure, String between) {
    return format(format, sequence.meanNats(), sequence.accuracy())
        + between
        + format(format, structure.meanNats(), structure.accuracy());
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
