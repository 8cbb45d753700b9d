package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.model.LowerCaseEnum;
import dev.hydrant.trainer.protein.ingest.GeneratedChains;
import dev.hydrant.trainer.protein.ingest.Grouping;
import dev.hydrant.trainer.protein.ingest.ImportRequest;
import dev.hydrant.trainer.protein.ingest.ImportResult;
import dev.hydrant.trainer.protein.ingest.ImportSource;
import dev.hydrant.trainer.protein.ingest.Promod3Chains;
import dev.hydrant.trainer.protein.ingest.ProteinImport;
import dev.hydrant.trainer.protein.ingest.StructureFiles;
import dev.hydrant.trainer.protein.shard.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant data proteins}: from structure files to a data set of chains. */
@Command(
    name = "proteins",
    description = {
      "Turn PDB and mmCIF files, also with .gz, into a data set of protein chains.",
      "The same files and options give the same bytes; the directory appears whole or not at all."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class DataProteinsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      showDefaultValue = Visibility.NEVER,
      description = "Files, and directories with all .pdb, .ent, .cif and .mmcif below them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--promod3",
      paramLabel = "FILE",
      description = "Instead of files: ProMod3's structure_db.dat (Debian's promod3-data).")
  private Path promod3;

  @Option(
      names = "--generate",
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      description = "Instead of files: so many generated chains, no real proteins.")
  private Integer generated;

  @Option(names = "--seed", paramLabel = "S", description = "What generated chains follow from.")
  private long seed = GeneratedChains.SAMPLE.seed();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "Where the data set goes (default: data/NAME, by what is read).")
  private Path out;

  @Option(
      names = "--limit",
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      description = "Read the first so many entries of --promod3 at most.")
  private Integer limit;

  @ArgGroup(validate = false, heading = "%nWhich chains are taken:%n")
  private final RuleOptions rules = new RuleOptions();

  @Mixin private OutputOptions output;

  /** How the data set is written. */
  static final class OutputOptions {
    @Option(
        names = "--json",
        negatable = true,
        showDefaultValue = Visibility.NEVER,
        description =
            "Write index.csv and a JSON file of each chain beside the shard (default: for files).")
    Boolean json;

    @Option(
        names = "--precision",
        paramLabel = "P",
        converter = PrecisionConverter.class,
        showDefaultValue = Visibility.NEVER,
        description =
            "exact, or compact: steps of 0.01 Å, half the size (default: exact, but compact for"
                + " --promod3, which has no more).")
    Precision precision;

    @Option(
        names = "--threads",
        paramLabel = "N",
        showDefaultValue = Visibility.NEVER,
        description = "Threads that read (default: one for each processor).")
    Integer threads;

    @Option(
        names = "--split",
        paramLabel = "BY",
        converter = GroupingConverter.class,
        description =
            "Set a fifth aside for validation in split.csv: by family (similar sequences stay"
                + " together) or by folder; none leaves it to training.")
    Grouping split = Grouping.NONE;

    @Option(names = "--force", description = "Replace a data set that is there.")
    boolean force;
  }

  static final class GroupingConverter extends LowerCaseEnum<Grouping> {
    GroupingConverter() {
      super(Grouping.class);
    }
  }

  static final class PrecisionConverter extends LowerCaseEnum<Precision> {
    PrecisionConverter() {
      super(Precision.class);
    }
  }

  @Override
  public Integer call() {
    ImportRequest request = request();
    ImportView view = new ImportView(System.err);
    ImportResult result;
    try (view) {
      result = ProteinImport.run(request, view);
    }
    spec.commandLine().getOut().print(ImportText.of(result, request, view.seconds()));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private ImportRequest request() {
    ImportRequest usual = ImportRequest.of(source(), out == null ? place() : out);
    int threads = output.threads == null ? usual.threads() : output.threads;
    if (threads < 1) {
      throw usage("--threads must be at least 1, got " + threads);
    }
    try {
      return new ImportRequest(
          usual.source(),
          usual.out(),
          rules.rules(),
          output.json == null ? usual.json() : output.json,
          output.precision == null ? usual.precision() : output.precision,
          threads,
          output.force,
          output.split);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private ImportSource source() {
    long given =
        Stream.of(!paths.isEmpty(), promod3 != null, generated != null).filter(g -> g).count();
    if (given != 1) {
      throw usage(
          given == 0
              ? "what is to be read? Give files or directories, --promod3=FILE or --generate=N"
              : "files, --promod3 and --generate exclude each other: give one of them");
    }
    if (limit != null && promod3 == null) {
      throw usage("--limit is for --promod3; --generate takes a number itself");
    }
    if (generated != null) {
      return new GeneratedChains(atLeastOne("--generate", generated), seed);
    }
    if (promod3 == null) {
      return new StructureFiles(paths);
    }
    return limit == null
        ? Promod3Chains.all(promod3)
        : new Promod3Chains(promod3, atLeastOne("--limit", limit));
  }

  private Path place() {
    if (promod3 != null) {
      return Path.of("data", "promod3");
    }
    if (generated != null) {
      return Path.of("data", "generated_proteins");
    }
    Path name = paths.get(0).toAbsolutePath().normalize().getFileName();
    String whole = name == null ? "" : name.toString();
    String stem = whole.replaceFirst("(\\.[A-Za-z0-9]{1,5}){1,2}$", "");
    String clean = stem.replaceAll("[^\\w.-]+", "_");
    return Path.of("data", clean.isEmpty() ? "proteins" : clean);
  }

  private int atLeastOne(String option, int number) {
    if (number < 1) {
      throw usage(option + " must be at least 1, got " + number);
    }
    return number;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
