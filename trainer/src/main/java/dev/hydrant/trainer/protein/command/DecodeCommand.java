package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.data.NewDirectory;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.protein.inference.Detokenizer;
import dev.hydrant.trainer.protein.inference.TokenFile;
import dev.hydrant.trainer.protein.inference.TokenizedChain;
import java.io.IOException;
import java.nio.file.Files;
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

/** {@code hydrant protein decode}: tokens to structures. */
@Command(
    name = "decode",
    description =
        "Turn tokens back into structures, by the decoder of a run of stage_1 or stage_2.",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class DecodeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run directory or a checkpoint.")
  private Path run;

  @Parameters(
      index = "1",
      paramLabel = "TOKENS",
      description = "What protein encode has written: id, sequence, tokens, a line each.")
  private Path tokens;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      required = true,
      description = "Where the structures go, a new directory.")
  private Path out;

  @Mixin private FormatOption format;

  @Mixin private ModelOptions model;

  DecodeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    NewDirectory.requireFree(out);
    if (!Files.isRegularFile(tokens)) {
      throw UserException.usage("There is no file " + tokens.toAbsolutePath().normalize());
    }
    try (TrainedModel opened = model.open(context, run)) {
      Detokenizer decoder = new Detokenizer(opened.torch(), ModelOptions.autoencoder(opened));
      List<TokenizedChain> chains = TokenFile.read(tokens, decoder.codes());
      try (NewDirectory directory = NewDirectory.begin(out)) {
        StructureFolder folder = format.in(directory.path());
        for (TokenizedChain chain : chains) {
          folder.write(decoder.structure(chain));
        }
        directory.commit();
      }
      spec.commandLine().getOut().printf("%d structures in %s%n", chains.size(), out);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
