package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.data.text.DocumentRule;
import dev.hydrant.trainer.data.text.SampleText;
import dev.hydrant.trainer.data.text.TextManifest;
import dev.hydrant.trainer.data.text.TextPreparation;
import dev.hydrant.trainer.data.text.TextRequest;
import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.data.tokens.ShardSetWriter;
import dev.hydrant.trainer.model.LowerCaseEnum;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant data text}: from text to token shards for training and validation. */
@Command(
    name = "text",
    description = {
      "Turn UTF-8 text, plain or .gz, into token shards for training and validation.",
      "Without FILES: the English part of the Europarl sample, into " + SampleText.DIRECTORY + ".",
      "The same command gives the same bytes; a set that is there already is left alone."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class DataTextCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILES", description = "Text files, in order.")
  private List<Path> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Where the shards go (default: data/NAME).")
  private Path out;

  @Option(
      names = "--name",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "What shard names begin with (default: the first file's name).")
  private String name;

  @Option(
      names = "--documents",
      paramLabel = "RULE",
      converter = RuleConverter.class,
      description =
          "What one document is: paragraph (up to a blank line), line, tsv (the last column of a"
              + " line), file. A line <|endoftext|> ends a paragraph or file as well.")
  private DocumentRule documents = DocumentRule.PARAGRAPH;

  @Option(names = "--english", description = "Leave out documents in other languages.")
  private boolean english;

  @Option(
      names = "--validation-fraction",
      paramLabel = "F",
      description = "Share of the documents held out, chosen by the hash of their content.")
  private double validationFraction = TextRequest.VALIDATION_FRACTION;

  @Option(
      names = "--unit",
      converter = UnitConverter.class,
      description = "What a token is: gpt2 (byte-pair encoding) or bytes.")
  private Unit unit = Unit.GPT2;

  @Option(names = "--tokens-per-shard", paramLabel = "N", description = "Tokens in a full shard.")
  private int tokensPerShard = ShardSetWriter.TOKENS_PER_SHARD;

  @Option(
      names = "--force",
      description = "Prepare the text again, and replace shards of that name.")
  private boolean force;

  @Override
  public Integer call() {
    TextRequest request = request();
    long start = System.nanoTime();
    TextPreparation.Result result =
        TextPreparation.prepare(request, force, ConsoleProgress.open(System.err));
    report(request, result, (System.nanoTime() - start) / 1e9);
    return 0;
  }

  private TextRequest request() {
    if (!(validationFraction >= 0 && validationFraction < 1)) {
      throw usage("--validation-fraction must be in [0, 1), got " + validationFraction);
    }
    if (tokensPerShard < 1) {
      throw usage("--tokens-per-shard must be at least 1, got " + tokensPerShard);
    }
    if (files.isEmpty()) {
      TextRequest sample = SampleText.request(Path.of(""), unit);
      return new TextRequest(
          sample.files(),
          out == null ? sample.directory() : out,
          nameOr(sample.name()),
          sample.documents(),
          sample.englishOnly(),
          validationFraction,
          unit,
          tokensPerShard);
    }
    String chosen = nameOr(stem(files.get(0)));
    return new TextRequest(
        files,
        out == null ? Path.of("data", chosen) : out,
        chosen,
        documents,
        english,
        validationFraction,
        unit,
        tokensPerShard);
  }

  private String nameOr(String other) {
    String chosen = name == null ? other : name;
    if (!chosen.matches("[\\w.-]+")) {
      throw usage("--name must consist of letters, digits, _, . and -, got '" + chosen + "'");
    }
    return chosen;
  }

  private static String stem(Path file) {
    String stem = file.getFileName().toString().replaceFirst("(\\.[A-Za-z0-9]{1,5}){1,2}$", "");
    String clean = stem.replaceAll("[^\\w.-]+", "_");
    return clean.isEmpty() ? "text" : clean;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void report(TextRequest request, TextPreparation.Result result, double seconds) {
    TextManifest manifest = result.manifest();
    TextManifest.Documents counts = manifest.documents();
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: %,d of %,d documents%n"
                + "  train       %,11d tokens in %,d documents  %s%n"
                + "  validation  %,11d tokens in %,d documents  %s%n",
            result.upToDate() ? "Nothing to do, the shards are there" : done(manifest, seconds),
            counts.train() + counts.validation(),
            counts.read(),
            manifest.tokens("train"),
            counts.train(),
            pattern(request, "train"),
            manifest.tokens("val"),
            counts.validation(),
            pattern(request, "val"));
    spec.commandLine().getOut().flush();
  }

  private static String done(TextManifest manifest, double seconds) {
    double rate = (manifest.tokens("train") + manifest.tokens("val")) / seconds;
    return String.format(Locale.ROOT, "Done in %.1f s (%,.0f tokens/s)", seconds, rate);
  }

  private static String pattern(TextRequest request, String side) {
    return request.directory().resolve(request.name() + "_" + side + "_*.bin").toString();
  }

  static final class RuleConverter extends LowerCaseEnum<DocumentRule> {
    RuleConverter() {
      super(DocumentRule.class);
    }
  }

  static final class UnitConverter extends LowerCaseEnum<Unit> {
    UnitConverter() {
      super(Unit.class);
    }
  }
}
