package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.engine.LearningRateRange;
import dev.hydrant.trainer.engine.LearningRateRange.Point;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.ForceOption;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.report.RangePlot;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.settings.TrainConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrant lr-range}: trains with a growing learning rate and suggests one. */
@Command(
    name = "lr-range",
    description = "Range test: train with a growing learning rate, and suggest one (Smith 2015).",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class LrRangeCommand implements Callable<Integer> {
  private static final int LINES = 10;

  private static final String TABLE = "lr_range.csv";
  private static final String PICTURE = "lr_range.png";

  @Mixin private ConfigOptions config;

  @Mixin private ForceOption force;

  @Option(names = "--from", paramLabel = "LR", description = "The first rate.")
  private double from = 1e-5;

  @Option(names = "--to", paramLabel = "LR", description = "The last rate.")
  private double to = 1;

  @Option(names = "--steps", paramLabel = "N", description = "Steps between them.")
  private int steps = 100;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where lr_range.csv and lr_range.png go.")
  private Path directory = Path.of("lr_range");

  @Override
  public Integer call() throws IOException {
    if (!(from > 0 && to > from && Double.isFinite(to)) || steps < 10) {
      throw UserException.usage("--from and --to must be rates that grow, --steps at least 10");
    }
    force.check(directory.resolve(TABLE), directory.resolve(PICTURE));
    RunSetup setup = config.setup();
    TrainConfig train = setup.config();
    TrainableModel model = setup.model();
    Feed feed = model.feed();
    feed.prepare(new LazyProgress(System.err));
    LearningRateRange range;
    try (Stepper stepper = Steppers.create(train, model, setup::model, Steppers.openTorch(train));
        BatchSource<Batch> batches = feed.training()) {
      range =
          LearningRateRange.run(
              stepper,
              batches,
              train.loop().gradAccumSteps(),
              train.optimizer().lr(),
              from,
              to,
              steps,
              this::show);
    }
    if (range.points().isEmpty()) {
      throw UserException.failure("the loss was not finite at the first step already");
    }
    write(range);
    tell(range);
    return 0;
  }

  private int shown;

  private void show(Point p) {
    if (shown++ % Math.max(1, steps / LINES) == 0) {
      System.err.printf(
          Locale.ROOT, "step %d/%d  lr %.2e  loss %.3f%n", shown, steps, p.lr(), p.loss());
    }
  }

  private void write(LearningRateRange range) throws IOException {
    Files.createDirectories(directory);
    List<String> lines = new ArrayList<>(List.of("lr,loss,smoothed"));
    range.points().forEach(p -> lines.add(p.lr() + "," + p.loss() + "," + p.smoothed()));
    Files.write(directory.resolve(TABLE), lines);
    RangePlot.write(
        directory.resolve(PICTURE),
        config.name() + ": learning-rate range test",
        range.points().stream().map(Point::lr).toList(),
        range.points().stream().map(Point::loss).toList(),
        range.points().stream().map(Point::smoothed).toList(),
        range.suggestion());
  }

  private void tell(LearningRateRange range) {
    PrintStream out = System.out;
    int n = range.points().size();
    Point last = range.points().get(n - 1);
    out.printf(
        Locale.ROOT,
        n < steps
            ? "The loss ran away after %d steps, at lr %.2g.%n"
            : "The loss stood %d steps, up to lr %.2g.%n",
        n,
        last.lr());
    range.best().ifPresent(lr -> out.printf(Locale.ROOT, "least loss   at lr %.2g%n", lr));
    range
        .suggestion()
        .ifPresentOrElse(
            lr -> out.printf(Locale.ROOT, "suggested    lr=%.2g (steepest descent)%n", lr),
            () -> out.println("The loss never fell: nothing is suggested."));
    out.printf("written      %s, %s%n", file(TABLE), file(PICTURE));
  }

  private Path file(String name) {
    return Home.shown(directory.resolve(name));
  }
}
