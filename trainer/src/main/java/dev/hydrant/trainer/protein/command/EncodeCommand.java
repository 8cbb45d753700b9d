package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.data.NewFile;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ForceOption;
import dev.hydrant.trainer.model.LowerCaseEnum;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.protein.inference.StructureInputs;
import dev.hydrant.trainer.protein.inference.TokenizedChain;
import dev.hydrant.trainer.protein.inference.Tokenizer;
import dev.hydrant.trainer.protein.measure.CodeUse;
import dev.hydrant.trainer.protein.structure.ProteinChain;
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

/** {@code hydrant protein encode}: structures to tokens. */
@Command(
    name = "encode",
    description = "Turn structures into tokens, by the encoder of a run of any style.",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class EncodeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run directory or a checkpoint.")
  private Path run;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "PDB and mmCIF files, shards (.hps), data sets.")
  private List<Path> files;

  @Option(
      names = "--format",
      paramLabel = "F",
      converter = FormatConverter.class,
      description = "jsonl (id, sequence, tokens) or fasta (>id, tokens with spaces).")
  private Format format = Format.JSONL;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "Where the tokens go (default: printed).")
  private Path out;

  @Option(names = "--limit", paramLabel = "N", description = "The first so many chains at most.")
  private int limit = Integer.MAX_VALUE;

  @Mixin private ModelOptions model;

  @Mixin private ForceOption force;

  EncodeCommand(CommandContext context) {
    this.context = context;
  }

  enum Format {
    JSONL,
    FASTA;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final class FormatConverter extends LowerCaseEnum<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }

  @Override
  public Integer call() throws IOException {
    force.check(out);
    List<ProteinChain> chains = StructureInputs.read(files, limit);
    try (TrainedModel opened = model.open(context, run)) {
      var encoder = ModelOptions.model(opened).network().encoder();
      Tokenizer tokenizer = new Tokenizer(opened.torch(), encoder);
      double[] counts = new double[encoder.fsq().count()];
      StringBuilder text = new StringBuilder();
      long residues = 0;
      for (ProteinChain chain : chains) {
        TokenizedChain tokens = tokenizer.tokenize(chain);
        residues += tokens.tokens().length;
        for (int token : tokens.tokens()) {
          counts[token]++;
        }
        text.append(format == Format.JSONL ? tokens.json() : tokens.fasta()).append('\n');
      }
      write(text.toString());
      report(chains, residues, CodeUse.of(counts), tokenizer.mostResidues());
    }
    return 0;
  }

  private void write(String text) throws IOException {
    if (out == null) {
      PrintWriter printed = spec.commandLine().getOut();
      printed.print(text);
      printed.flush();
      return;
    }
    try (NewFile file = NewFile.in(out)) {
      Files.writeString(file.temporary(), text);
      file.publish();
    } catch (IOException e) {
      throw NewFile.unwritable(out, e);
    }
  }

  private void report(List<ProteinChain> chains, long residues, CodeUse use, int most) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "%,d chains, %,d residues: %,d of %,d codes in use, perplexity %.0f%n",
        chains.size(),
        residues,
        use.distinct(),
        use.codes(),
        use.perplexity());
    long cut = chains.stream().filter(c -> c.length() > most).count();
    if (cut > 0) {
      err.printf(Locale.ROOT, "%,d chains were cut to %,d residues%n", cut, most);
    }
    err.flush();
  }
}
