package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.engine.Evaluation;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant evaluate}: the loss of a run's model over validation data, or over any tokens. */
@Command(
    name = "evaluate",
    description = "Evaluate a trained model: its loss over validation data, or over any tokens.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "hydrant evaluate RUN                                 as the run validated itself",
      "hydrant evaluate RUN --test                          as its final test: test_files, best"
          + " checkpoint",
      "hydrant evaluate RUN val_files='my/*.bin' --tokens=0:65536 --json",
      "",
      "The loss of token p is that of predicting it from those before it in its row, so that",
      "FROM:TO are the tokens that are read; the last one predicted is TO. Rows begin at FROM."
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18}):(\\d{1,18})");

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A run directory, or one of its checkpoints.")
  private Path run;

  @Parameters(
      index = "1..*",
      paramLabel = "OVERRIDES",
      description = "Changes to the run's configuration, such as val_files=… or val_tokens=….")
  private List<String> overrides = List.of();

  @Option(
      names = "--tokens",
      paramLabel = "FROM:TO",
      description =
          "Evaluate on these tokens of the validation (or test) files, taken as one sequence.")
  private String tokens;

  @Option(
      names = "--test",
      description = "Evaluate the best checkpoint on test_files, as at the end of training.")
  private boolean test;

  @Mixin private CheckpointOptions options;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    String which =
        options.checkpoint(test ? CheckpointOptions.BEST_OR_LAST : CheckpointOptions.LAST);
    RecordedRun recorded = RecordedRun.open(run, which, overrides, ModelRegistry.load());
    TrainableModel model = recorded.setup().model();
    model.feed().prepare(new LazyProgress(System.err));
    Feed judged = test ? test(model.feed()) : model.feed();
    Feed feed = tokens == null ? judged : stretch(judged);
    if (feed.validationBatches() == 0) {
      throw UserException.failure(
          "models of type '"
              + recorded.config().type()
              + "' cannot be evaluated: their data have no validation part");
    }
    try (Stepper stepper = Steppers.single(recorded.config(), model)) {
      stepper.restore(recorded.checkpoint(), options.weights());
      EvaluationText text =
          new EvaluationText(recorded, options.weights(), feed, Evaluation.of(feed, stepper));
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? text.json() : text.lines());
      out.flush();
    }
    return 0;
  }

  private static Feed test(Feed feed) {
    return feed.forTest()
        .orElseThrow(
            () ->
                UserException.usage(
                    "--test: this run has no test data.\n"
                        + "Give them with test_files='my_data/test_*.bin', where its model reads"
                        + " tokens"));
  }

  private Feed stretch(Feed feed) {
    Matcher m = RANGE.matcher(tokens);
    if (!m.matches()) {
      throw UserException.usage(
          "--tokens="
              + tokens
              + " is no range.\n"
              + "Give the first token and one past the last, such as --tokens=0:4096");
    }
    return feed.validatedBy(Long.parseLong(m.group(1)), Long.parseLong(m.group(2)))
        .orElseThrow(
            () -> UserException.usage("--tokens: this model does not read tokens from files"));
  }
}
