package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.data.NewDirectory;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.protein.config.ModelSection;
import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.inference.Reconstructor;
import dev.hydrant.trainer.protein.inference.StructureInputs;
import dev.hydrant.trainer.protein.model.Autoencoder;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant protein reconstruct}: how much of structures their tokens keep. */
@Command(
    name = "reconstruct",
    description = {
      "Encode structures, decode their tokens, and compare.",
      "Leaves a table, PDB or mmCIF files with the error of",
      "each residue as B factor, pictures and a page, in a new directory."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class ReconstructCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A run of stage_1 or stage_2: its directory or a checkpoint.")
  private Path run;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "PDB and mmCIF files, shards (.hps), data sets.")
  private List<Path> files;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "A new directory (default: RUN/reconstructions).")
  private Path out;

  @Option(names = "--limit", paramLabel = "N", description = "The first so many chains at most.")
  private int limit = 200;

  @Option(names = "--pictures", paramLabel = "N", description = "Draw the first so many chains.")
  private int pictures = 6;

  @Mixin private FormatOption format;

  @Mixin private ModelOptions model;

  ReconstructCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (out != null) {
      NewDirectory.requireFree(out);
    }
    List<ProteinChain> chains = StructureInputs.read(files, limit);
    try (TrainedModel opened = model.open(context, run)) {
      Autoencoder autoencoder = ModelOptions.autoencoder(opened);
      ModelSection config = ModelOptions.model(opened).config().model();
      Reconstructor reconstructor =
          new Reconstructor(
              opened.torch(), autoencoder, config.style() == Style.STAGE_2, config.maxLen());
      Path target = out == null ? opened.run().resolve("reconstructions") : out;
      ReconstructionReport report =
          new ReconstructionReport(autoencoder.encoder().fsq().count(), format.format());
      try (NewDirectory directory = NewDirectory.begin(target)) {
        StructureFolder folder = format.in(directory.path());
        for (ProteinChain chain : chains) {
          report.add(reconstructor.reconstruct(chain), folder, directory.path(), pictures);
        }
        report.write(directory.path(), config.style());
        directory.commit();
      }
      PrintWriter printed = spec.commandLine().getOut();
      printed.print(report.text());
      if (autoencoder.decoderSeesCoordinates()) {
        printed.println(
            "The decoder is shown the coordinates (model.decoder_coords: true): these errors say"
                + " little of the tokens.");
      }
      printed.println("  page   " + target.resolve("index.html"));
      printed.flush();
    }
    return 0;
  }
}
