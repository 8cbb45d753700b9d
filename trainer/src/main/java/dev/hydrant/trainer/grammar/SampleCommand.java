package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.molecule.MoleculePicture;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.decode.RuleDecoder.Result;
import dev.hydrant.trainer.grammar.explore.Curves;
import dev.hydrant.trainer.grammar.explore.Domain;
import dev.hydrant.trainer.grammar.explore.SampleValue;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ForceOption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrant grammar generate}: texts from the prior, and what they are worth. */
@Command(
    name = "generate",
    description = {
      "Draw texts from the prior, one a line; each is a complete parse tree.",
      "What they are worth is told on the standard error."
    },
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private OpenModel.Choice which;

  @Option(names = "--n", paramLabel = "N", description = "How many.")
  private int n = 20;

  @Option(names = "--temperature", paramLabel = "T", description = "Above 1: bolder rules.")
  private double temperature = 1;

  @Option(names = "--greedy", description = "Take the likeliest rules.")
  private boolean greedy;

  @Option(
      names = "--unfinished",
      description = "Let derivations run out of places, as Kusner's decoder does.")
  private boolean unfinished;

  @Option(names = "--seed", paramLabel = "SEED", description = "The same seed, the same texts.")
  private long seed = 0;

  @Option(names = "--out", paramLabel = "FILE", description = "Write them there instead.")
  private Path out;

  @Option(
      names = "--json",
      description = "Tell what they are worth as JSON, in place of the texts.")
  private boolean json;

  @Option(names = "--picture", paramLabel = "PNG", description = "Draw the molecules.")
  private Path picture;

  @Mixin private ForceOption force;

  SampleCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    force.check(out, picture);
    if (n < 1) {
      throw UserException.usage("--n must be at least 1, got " + n);
    }
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw UserException.usage(
          "--temperature must be above 0, got " + temperature + "; --greedy takes the likeliest");
    }
    try (OpenModel open = which.open(context)) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Result> drawn =
          open.space()
              .decode(
                  open.space().prior(n, random),
                  !unfinished,
                  GrammarGenerator.choice(greedy ? 0 : temperature, random));
      SampleValue value = open.model().rules().value(drawn, open.space().grammar(), open.domain());
      if (picture != null) {
        draw(open, drawn);
      }
      if (json) {
        System.out.println(SampleJson.text(value));
      } else {
        texts(drawn);
        System.err.println(value.describe());
      }
    }
    return 0;
  }

  private void texts(List<Result> drawn) {
    StringBuilder text = new StringBuilder();
    drawn.forEach(r -> text.append(r.text()).append('\n'));
    if (out == null) {
      System.out.print(text);
    } else {
      OneFile.write(out, text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void draw(OpenModel open, List<Result> drawn) {
    if (open.domain() != Domain.MOLECULES) {
      throw UserException.usage("--picture draws molecules, but the texts are of another grammar");
    }
    List<MoleculePicture.Cell> cells =
        drawn.stream().limit(60).map(r -> new MoleculePicture.Cell(r.text(), r.text())).toList();
    OneFile.write(picture, Curves.png(MoleculePicture.grid(cells, 6)));
  }
}
