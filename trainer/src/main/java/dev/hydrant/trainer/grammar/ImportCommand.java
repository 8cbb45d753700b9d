package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.data.TextFiles;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.data.RuleFiles;
import dev.hydrant.trainer.grammar.data.RuleImport;
import dev.hydrant.trainer.grammar.syntax.GrammarReader;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ForceOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrant data grammar}: texts, one a line, to numbers of rules and masks. */
@Command(
    name = "grammar",
    description = {
      "Parse texts, one a line, by a grammar: numbers of rules, masks and a list of rejects.",
      "Of a line of several words divided by tabs the first counts."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ImportCommand.class);

  private final CommandContext context;

  @Parameters(paramLabel = "FILES", arity = "1..*", description = "Text files, UTF-8.")
  private List<Path> files;

  @Option(
      names = "--grammar",
      required = true,
      paramLabel = "NAME",
      description = "smiles, pde, equation, or a grammar file.")
  private String grammar;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the files go.")
  private Path out = Path.of("datasets", "grammar");

  @Option(
      names = "--max-length",
      paramLabel = "T",
      description = "The most rules of a sequence; longer ones are rejected.")
  private Integer maxLength;

  @Mixin private ForceOption force;

  ImportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    force.check(RuleFiles.fixed(out).toArray(Path[]::new));
    long start = System.nanoTime();
    if (maxLength != null && maxLength < 1) {
      throw UserException.usage("--max-length must be at least 1, got " + maxLength);
    }
    GrammarReader.Result read = Grammars.find(grammar);
    read.warnings().forEach(LOG::warn);
    RuleImport rules = new RuleImport(read.grammar(), Optional.ofNullable(maxLength));
    List<RuleImport.Line> lines = lines();
    long parsing = System.nanoTime();
    try (PreparationProgress progress = context.progress()) {
      progress.counting("lines");
      rules.add(lines, done -> progress.at(done, Math.max(1, lines.size()), done));
    }
    double parsed = (System.nanoTime() - parsing) / 1e9;
    RuleImport.Written written = RuleFiles.write(rules, out);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%,d of %,d lines in %.1f s, parsing %.1f s (%,.0f lines a second on %d processors); rules of a line: %d, median %d, at most %d%n",
        written.rows(),
        lines.size(),
        seconds,
        parsed,
        lines.size() / parsed,
        Runtime.getRuntime().availableProcessors(),
        written.shortest(),
        written.median(),
        written.length());
    if (written.ambiguous() > 0) {
      System.out.printf("ambiguous: %,d lines; the smallest rules count%n", written.ambiguous());
    }
    if (!rules.rejects().isEmpty()) {
      System.out.printf(
          "rejected: %,d lines, see %s%n", rules.rejects().size(), out.resolve("rejects.tsv"));
    }
    System.out.printf(
        "train with%n    ./hydrant train --config-name=grammar_vae prod=%s masks=%s grammar=%s%n",
        written.prod(), written.masks(), grammar);
    return 0;
  }

  private List<RuleImport.Line> lines() {
    List<RuleImport.Line> lines = new ArrayList<>();
    for (Path file : files) {
      long number = 0;
      for (String line : TextFiles.lines(file)) {
        number++;
        String text = line.split("\t", 2)[0].strip();
        if (!text.isEmpty()) {
          lines.add(new RuleImport.Line(file.toString(), number, text));
        }
      }
    }
    return lines;
  }
}
