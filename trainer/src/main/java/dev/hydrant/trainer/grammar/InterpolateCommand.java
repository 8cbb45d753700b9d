package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.molecule.MoleculePicture;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.decode.Choice;
import dev.hydrant.trainer.grammar.decode.RuleDecoder.Result;
import dev.hydrant.trainer.grammar.explore.Curves;
import dev.hydrant.trainer.grammar.explore.Domain;
import dev.hydrant.trainer.grammar.explore.LatentSpace;
import dev.hydrant.trainer.grammar.explore.LatentSpace.Code;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ForceOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrant grammar interpolate}: the texts between two texts. */
@Command(
    name = "interpolate",
    description = "Decode the straight line between the latent means of two texts.",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class InterpolateCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private OpenModel.Choice which;

  @Parameters(index = "1", paramLabel = "FROM", description = "Such as CCO.")
  private String from;

  @Parameters(index = "2", paramLabel = "TO", description = "Such as c1ccccc1.")
  private String to;

  @Option(names = "--steps", paramLabel = "N", description = "Texts, both ends included.")
  private int steps = 11;

  @Option(names = "--picture", paramLabel = "PNG", description = "Draw the molecules.")
  private Path picture;

  @Mixin private ForceOption force;

  InterpolateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    force.check(picture);
    if (steps < 2) {
      throw UserException.usage("--steps must be at least 2, got " + steps);
    }
    try (OpenModel open = which.open(context)) {
      LatentSpace space = open.space();
      if (picture != null && open.domain() != Domain.MOLECULES) {
        throw UserException.usage(
            "--picture draws molecules, but the texts are of another grammar");
      }
      List<Code> ends = space.encode(List.of(space.rules(from), space.rules(to)));
      List<Result> texts =
          space.decode(
              LatentSpace.line(ends.get(0).mean(), ends.get(1).mean(), steps), true, Choice.GREEDY);
      texts.forEach(r -> System.out.println(r.text()));
      if (picture != null) {
        List<MoleculePicture.Cell> cells =
            texts.stream().map(r -> new MoleculePicture.Cell(r.text(), r.text())).toList();
        OneFile.write(picture, Curves.png(MoleculePicture.grid(cells, steps)));
      }
    }
    return 0;
  }
}
