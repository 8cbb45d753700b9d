package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.data.NewDirectory;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.LowerCaseEnum;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.protein.ProteinModel;
import dev.hydrant.trainer.protein.inference.Detokenizer;
import dev.hydrant.trainer.protein.inference.StructureInputs;
import dev.hydrant.trainer.protein.inference.TokenizedChain;
import dev.hydrant.trainer.protein.inference.TrunkSampler;
import dev.hydrant.trainer.protein.inference.UnmaskingOrder;
import dev.hydrant.trainer.protein.model.Trunk;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code hydrant protein generate}: draws proteins from a trunk. */
@Command(
    name = "generate",
    description = {
      "Draw residues and structure tokens from a run of mlm or discrete_diffusion.",
      "With --fix=seq FILE structures are drawn for given sequences, with --fix=struct sequences",
      "for given structures."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class GenerateProteinsCommand implements Callable<Integer> {
  private static final int USUAL_LENGTH = 60;

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run directory or a checkpoint.")
  private Path run;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      showDefaultValue = Visibility.NEVER,
      description = "For --fix: PDB and mmCIF files, shards (.hps), data sets.")
  private List<Path> files = List.of();

  @Option(
      names = "--fix",
      paramLabel = "TRACK",
      converter = TrackConverter.class,
      showDefaultValue = Visibility.NEVER,
      description = "What is taken from the files: seq, or struct.")
  private Fixed fix;

  @Option(
      names = "--length",
      paramLabel = "N",
      showDefaultValue = Visibility.NEVER,
      description = "Residues to draw (default: 60).")
  private Integer length;

  @Option(
      names = "--prompt",
      paramLabel = "RESIDUES",
      showDefaultValue = Visibility.NEVER,
      description = "Letters of residues, ? for those to be drawn: MK????LV.")
  private String prompt;

  @Option(names = "--samples", paramLabel = "N", description = "How many, of each file's chains.")
  private int samples = 1;

  @Option(names = "--limit", paramLabel = "N", description = "The first so many chains of files.")
  private int limit = 20;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "Higher is bolder; 0 takes the likeliest.")
  private double temperature = 1;

  @Option(
      names = "--per-pass",
      paramLabel = "K",
      description = "Masked language models: positions that are filled in at a time.")
  private int perPass = 3;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      converter = OrderConverter.class,
      description = "Which first: confidence, min_entropy, uniform.")
  private UnmaskingOrder order = UnmaskingOrder.CONFIDENCE;

  @Option(names = "--seed", paramLabel = "SEED", description = "The same seed, the same proteins.")
  private long seed = 0;

  @Option(
      names = "--decoder",
      paramLabel = "RUN",
      showDefaultValue = Visibility.NEVER,
      description = "A run of stage_1 or stage_2 that makes structures of the tokens, for --out.")
  private Path decoder;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "A new directory for tokens.jsonl, and structures with --decoder.")
  private Path out;

  @Mixin private FormatOption format;

  @Mixin private ModelOptions model;

  GenerateProteinsCommand(CommandContext context) {
    this.context = context;
  }

  enum Fixed {
    SEQ,
    STRUCT
  }

  static final class TrackConverter extends LowerCaseEnum<Fixed> {
    TrackConverter() {
      super(Fixed.class);
    }
  }

  static final class OrderConverter extends LowerCaseEnum<UnmaskingOrder> {
    OrderConverter() {
      super(UnmaskingOrder.class);
    }
  }

  @Override
  public Integer call() throws IOException {
    check();
    if (out != null) {
      NewDirectory.requireFree(out);
    }
    List<TokenizedChain> drawn = new ArrayList<>();
    List<ProteinChain> given = fix == null ? List.of() : StructureInputs.read(files, limit);
    try (TrainedModel opened = model.open(context, run)) {
      ProteinModel trained = ModelOptions.model(opened);
      if (!(trained.network() instanceof Trunk trunk)) {
        throw UserException.usage(
            run
                + " holds an autoencoder; proteins are drawn from a run of mlm or"
                + " discrete_diffusion");
      }
      TrunkSampler sampler = new TrunkSampler(opened.torch(), trunk, trained.config());
      for (TrunkSampler.Given each : givens(given, sampler.mostResidues())) {
        for (int i = 0; i < samples; i++) {
          TrunkSampler.Options options =
              new TrunkSampler.Options(temperature, perPass, order, seed + i);
          TokenizedChain made = sampler.draw(each, options);
          String id = samples == 1 ? made.id() : made.id() + "_" + (i + 1);
          drawn.add(new TokenizedChain(id, made.sequence(), made.tokens()));
        }
      }
    }
    write(drawn);
    recovered(drawn, given);
    return 0;
  }

  private void check() {
    if (fix != null && prompt != null) {
      throw UserException.usage(
          "--prompt and --fix exclude each other: with --fix all residues, or all structure tokens,"
              + " come from the files");
    }
    if (length != null && (fix != null || prompt != null)) {
      throw UserException.usage(
          "--length is for chains of which nothing is given; "
              + (fix == null ? "--prompt has a letter or ? for each residue" : "the files say it"));
    }
    if (fix == null != files.isEmpty()) {
      throw UserException.usage(
          fix == null
              ? "files are for --fix=seq or --fix=struct"
              : "--fix needs files: what is to be taken from where?");
    }
    if (residues() < 1 || samples < 1 || perPass < 1 || limit < 1) {
      throw UserException.usage("--length, --samples, --per-pass and --limit must be at least 1");
    }
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw UserException.usage("--temperature must be 0 or more, got " + temperature);
    }
    if (prompt != null && !prompt.matches("[A-Z?]+")) {
      throw UserException.usage(
          "--prompt is made of the letters A to Z and ?, got '" + prompt + "'");
    }
    if (decoder != null && out == null) {
      throw UserException.usage("--decoder makes structure files: say where with --out");
    }
  }

  private int residues() {
    return length == null ? USUAL_LENGTH : length;
  }

  private List<TrunkSampler.Given> givens(List<ProteinChain> chains, int most) {
    if (fix == null) {
      String residues = prompt == null ? "?".repeat(Math.min(residues(), most + 1)) : prompt;
      requireFits(residues.length(), most);
      return List.of(new TrunkSampler.Given("protein", residues, null));
    }
    List<TrunkSampler.Given> givens = new ArrayList<>();
    for (ProteinChain chain : chains) {
      requireFits(chain.length(), most);
      givens.add(
          fix == Fixed.SEQ
              ? new TrunkSampler.Given(chain.id(), chain.sequence(), null)
              : new TrunkSampler.Given(chain.id(), "?".repeat(chain.length()), chain));
    }
    return givens;
  }

  private static void requireFits(int residues, int most) {
    if (residues > most) {
      throw UserException.usage(
          "this model takes at most %d residues (model.max_len - 2)".formatted(most));
    }
  }

  private void write(List<TokenizedChain> drawn) throws IOException {
    StringBuilder text = new StringBuilder();
    drawn.forEach(chain -> text.append(chain.json()).append('\n'));
    PrintWriter printed = spec.commandLine().getOut();
    if (out == null) {
      printed.print(text);
      printed.flush();
      return;
    }
    try (NewDirectory directory = NewDirectory.begin(out)) {
      Files.writeString(directory.path().resolve("tokens.jsonl"), text);
      if (decoder != null) {
        decode(drawn, directory.path());
      }
      directory.commit();
    }
    printed.printf("%d proteins in %s%n", drawn.size(), out);
    printed.flush();
  }

  private void decode(List<TokenizedChain> drawn, Path directory) throws IOException {
    try (TrainedModel opened = model.open(context, decoder)) {
      Detokenizer detokenizer = new Detokenizer(opened.torch(), ModelOptions.autoencoder(opened));
      StructureFolder folder = format.in(directory);
      for (TokenizedChain chain : drawn) {
        folder.write(detokenizer.structure(chain));
      }
    }
  }

  /** How many of the true residues come back when structures are given. */
  private void recovered(List<TokenizedChain> drawn, List<ProteinChain> given) {
    if (fix != Fixed.STRUCT) {
      return;
    }
    long right = 0;
    long all = 0;
    for (int n = 0; n < drawn.size(); n++) {
      String truth = given.get(n / samples).sequence();
      for (int i = 0; i < truth.length(); i++) {
        right += truth.charAt(i) == drawn.get(n).sequence().charAt(i) ? 1 : 0;
        all++;
      }
    }
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT, "%.1f %% of the residues are those of the files%n", 100.0 * right / all);
    err.flush();
  }
}
