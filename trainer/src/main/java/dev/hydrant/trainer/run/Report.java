package dev.hydrant.trainer.run;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunContext;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.report.LossPlot;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.settings.SampleConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.torch.EagerTorch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every run leaves for its reader: the plot and the closing lines. */
final class Report implements Callback {
  static final String STOPPING =
      "Stopping: finishing this step and saving. Once more to stop at once, without saving.";

  private static final Logger LOG = LoggerFactory.getLogger(Report.class);

  /** Training losses of single steps scatter; the closing lines show the mean of the last part. */
  private static final int LAST_PART = 20;

  private final TrainConfig config;
  private final RunContext run;
  private final List<Metrics> rows = new ArrayList<>();
  private final long startNanos = System.nanoTime();
  private Path checkpoint;

  Report(TrainConfig config, RunContext run) {
    this.config = config;
    this.run = run;
  }

  @Override
  public void onStart(RunInfo info) {
    rows.addAll(info.earlier());
  }

  @Override
  public void onStep(Metrics metrics) {
    rows.add(metrics);
    if (metrics.values().containsKey("val_loss")) {
      LOG.debug("step {}: {}", metrics.step(), metrics.values());
      plot();
    }
  }

  @Override
  public void onTest(Metrics metrics) {
    rows.add(metrics);
  }

  @Override
  public void onRollback(long step) {
    rows.removeIf(r -> r.step() > step);
  }

  @Override
  public void onCheckpoint(Checkpoint saved) {
    checkpoint = saved.directory();
    LOG.debug("saved {}", checkpoint);
  }

  /** The last finite value of each metric. */
  Map<String, Double> last() {
    Map<String, Double> last = new LinkedHashMap<>();
    rows.forEach(r -> last.putAll(r.values()));
    last.values().removeIf(v -> !Double.isFinite(v));
    return last;
  }

  private void plot() {
    try {
      LossPlot.write(run.directory().resolve("loss.png"), config.type(), rows);
    } catch (IOException | RuntimeException | LinkageError e) {
      // No fonts, no display libraries, no directory: a run is worth more than its picture.
      LOG.warn("loss.png could not be drawn: {}", e.toString());
    }
  }

  void close(RunEnd end, TrainableModel model, EagerTorch torch) {
    plot();
    PrintStream out = run.out();
    long step = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).step();
    out.printf(
        Locale.ROOT,
        "%n%s %d of %d steps in %s%n",
        switch (end) {
          case COMPLETE -> "Done:";
          case INTERRUPTED -> "Stopped after";
          case OUT_OF_TIME -> "Time is up after";
          case NO_BETTER -> config.checkpoint().monitor() + " got no better: ended after";
        },
        step,
        config.loop().numIterations(),
        duration());
    losses(out, rows);
    rows.stream().filter(Metrics::isTest).forEach(row -> test(out, row));
    line(out, "run", run.directory());
    line(out, "checkpoint", checkpoint);
    line(out, "loss curve", run.directory().resolve("loss.png"));
    if (end == RunEnd.COMPLETE || end == RunEnd.NO_BETTER) {
      model.generator().ifPresent(g -> samples(out, g, torch));
    }
    goOn(out, end, model);
    out.flush();
  }

  private String duration() {
    long s = (System.nanoTime() - startNanos) / 1_000_000_000L;
    return "%d:%02d min".formatted(s / 60, s % 60);
  }

  private static void losses(PrintStream out, List<Metrics> rows) {
    List<Double> train = values(rows, "train_loss");
    List<Double> validation = values(rows, "val_loss");
    if (!train.isEmpty()) {
      List<Double> last = train.subList(train.size() - 1 - train.size() / LAST_PART, train.size());
      double mean = last.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      line(out, "training loss", String.format(Locale.ROOT, "%.3f -> %.3f", train.get(0), mean));
    }
    if (!validation.isEmpty()) {
      double last = validation.get(validation.size() - 1);
      String from =
          validation.size() > 1 ? String.format(Locale.ROOT, "%.3f -> ", validation.get(0)) : "";
      line(out, "validation loss", from + String.format(Locale.ROOT, "%.3f", last));
    }
  }

  private static void test(PrintStream out, Metrics row) {
    line(
        out,
        "test loss",
        String.format(
            Locale.ROOT,
            "%.3f, of step %.0f",
            row.values().get("test_loss"),
            row.values().get(Metrics.TEST_STEP)));
  }

  private static List<Double> values(List<Metrics> rows, String name) {
    return rows.stream().map(r -> r.values().get(name)).filter(Objects::nonNull).toList();
  }

  private static void line(PrintStream out, String name, Object value) {
    if (value != null) {
      out.printf("  %-16s %s%n", name, value);
    }
  }

  private void samples(PrintStream out, Generator generator, EagerTorch torch) {
    SampleConfig s = config.sample();
    if (!canRead(generator, s.samplePrompt())) {
      return;
    }
    for (int i = 0; i < s.samples(); i++) {
      out.printf("%n  %s", s.samplePrompt());
      SamplingOptions options =
          new SamplingOptions(
              s.sampleTokens(), s.sampleTemperature(), s.sampleTopK(), 1, config.loop().seed() + i);
      generator.generate(
          torch,
          s.samplePrompt(),
          options,
          piece -> {
            out.print(piece);
            out.flush();
          });
      out.println();
    }
  }

  /** A run is worth more than its samples: a prompt that makes none does not fail it. */
  private static boolean canRead(Generator generator, String prompt) {
    try {
      generator.check(prompt);
      return true;
    } catch (UserException e) {
      LOG.warn("nothing is sampled with sample_prompt '{}': {}", prompt, e.getMessage());
      return false;
    }
  }

  private void goOn(PrintStream out, RunEnd end, TrainableModel model) {
    if (checkpoint == null) {
      return;
    }
    long steps = config.loop().numIterations();
    out.println();
    line(
        out,
        "go on",
        switch (end) {
          case COMPLETE -> run.goOn(2 * steps);
          case NO_BETTER -> run.goOn() + " early_stop_patience=0";
          case INTERRUPTED, OUT_OF_TIME -> run.goOn();
        });
    if (model.generator().isPresent()) {
      line(
          out,
          "sample",
          "./hydrant generate %s \"%s\""
              .formatted(run.directory(), config.sample().samplePrompt()));
    }
  }
}
