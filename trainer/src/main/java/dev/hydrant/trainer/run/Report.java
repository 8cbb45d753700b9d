package dev.hydrant.trainer.run;

import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunContext;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.error.ProgramName;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.report.Headline;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.report.LossPlot;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.ShellCommand;
import dev.hydrant.trainer.settings.SampleConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.torch.EagerTorch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every run leaves for its reader: the plot and the closing lines. */
final class Report implements Callback {
  static final String STOPPING =
      "Stopping: finishing this step and saving. Once more to stop at once, without saving.";
  static final String NOTHING_YET = "Stopping: no step was begun, so there is nothing to save.";
  static final String NO_SAMPLES = "Stopping: all is saved.";
  static final String STOPPED_EARLY = "Stopped before the first step; start it again as before.";

  private static final Logger LOG = LoggerFactory.getLogger(Report.class);

  /** Curves wait for so many times what drawing them took, lest short epochs be spent on them. */
  private static final long PLOT_EVERY = 30;

  /** Training losses of single steps scatter; the closing lines show the mean of the last part. */
  private static final int LAST_PART = 20;

  private final TrainConfig config;
  private final RunLength length;
  private final Headlines headlines;
  private final RunContext run;
  private final BooleanSupplier asked;
  private final UnaryOperator<String> ownKey;
  private final List<Metrics> rows = new ArrayList<>();
  private final long startNanos = System.nanoTime();
  private Path checkpoint;
  private long plotted;
  private long plotting;

  /**
   * @param asked whether somebody has asked for the end
   * @param ownKey what a key of the engine is called in this configuration
   */
  Report(
      TrainConfig config,
      RunLength length,
      Headlines headlines,
      RunContext run,
      BooleanSupplier asked,
      UnaryOperator<String> ownKey) {
    this.config = config;
    this.length = length;
    this.headlines = headlines;
    this.run = run;
    this.asked = asked;
    this.ownKey = ownKey;
  }

  @Override
  public void onStart(RunInfo info) {
    rows.addAll(info.earlier());
  }

  @Override
  public void onStep(Metrics metrics) {
    rows.add(metrics);
    if (metrics.hasValidation()) {
      LOG.debug("step {}: {}", metrics.step(), metrics.values());
      if (System.nanoTime() - plotted >= PLOT_EVERY * plotting) {
        plot();
      }
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
    long began = System.nanoTime();
    try {
      for (int i = 0; i < headlines.all().size(); i++) {
        LossPlot.write(run.directory().resolve(plot(i)), config.type(), headlines, i, rows);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      // No fonts, no display libraries, no directory: a run is worth more than its picture.
      LOG.warn("{} could not be drawn: {}", plot(0), e.toString());
    }
    plotted = System.nanoTime();
    plotting = plotted - began;
  }

  /** The file of a headline's curve, such as {@code loss.png}. */
  private String plot(int i) {
    return headlines.all().get(i).metric().replaceAll("[^\\w.-]", "_") + ".png";
  }

  void close(RunEnd end, TrainableModel model, EagerTorch torch) {
    PrintStream out = run.out();
    if (rows.isEmpty() && end == RunEnd.INTERRUPTED) {
      out.println(STOPPED_EARLY);
      return;
    }
    plot();
    long step = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).step();
    out.printf(
        Locale.ROOT,
        "%n%s %d of %d steps in %s%n",
        switch (end) {
          case COMPLETE -> "Done:";
          case INTERRUPTED -> "Stopped after";
          case OUT_OF_TIME -> "Time is up after";
          case NO_BETTER ->
              config.checkpoint().monitored(headlines) + " got no better: ended after";
        },
        step,
        length.steps(),
        duration());
    ClosingLines lines = new ClosingLines();
    headlines.all().forEach(h -> course(lines, h));
    rows.stream().filter(Metrics::isTest).forEach(row -> test(lines, row));
    lines.add("run", run.directory());
    lines.add("checkpoint", checkpoint);
    for (int i = 0; i < headlines.all().size(); i++) {
      Path file = run.directory().resolve(plot(i));
      lines.add(headlines.all().get(i).label() + " curve", Files.exists(file) ? file : null);
    }
    lines.print(out);
    model.conclusions().forEach(out::println);
    if (!asked.getAsBoolean() && (end == RunEnd.COMPLETE || end == RunEnd.NO_BETTER)) {
      model.generator().ifPresent(g -> samples(out, g, torch, prompt(model)));
    }
    goOn(out, end, model);
    out.flush();
  }

  private String duration() {
    long s = (System.nanoTime() - startNanos) / 1_000_000_000L;
    return "%d:%02d min".formatted(s / 60, s % 60);
  }

  private void course(ClosingLines lines, Headline h) {
    List<Double> train = values(rows, headlines.train(h.metric()));
    List<Double> validation = values(rows, headlines.val(h.metric()));
    if (!train.isEmpty()) {
      List<Double> last = train.subList(train.size() - 1 - train.size() / LAST_PART, train.size());
      double mean = last.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      lines.add("training " + h.label(), h.text(train.get(0)) + " -> " + h.text(mean));
    }
    if (!validation.isEmpty()) {
      String from = validation.size() > 1 ? h.text(validation.get(0)) + " -> " : "";
      double last = validation.get(validation.size() - 1);
      lines.add("validation " + h.label(), from + h.text(last) + best(h, validation));
    }
  }

  /** The best value where it is not the last, for numbers that are better when they are larger. */
  private static String best(Headline h, List<Double> values) {
    if (h.direction() == Headline.Direction.MIN) {
      return "";
    }
    double best = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return best > values.get(values.size() - 1) ? ", best " + h.text(best) : "";
  }

  private void test(ClosingLines lines, Metrics row) {
    for (Headline h : headlines.all()) {
      Double value = row.values().get("test" + headlines.separator() + h.metric());
      if (value != null) {
        double step = row.values().get(Metrics.TEST_STEP);
        String of = String.format(Locale.ROOT, ", of step %.0f", step);
        lines.add("test " + h.label(), h.text(value) + of);
      }
    }
  }

  private static List<Double> values(List<Metrics> rows, String name) {
    return rows.stream().map(r -> r.values().get(name)).filter(Objects::nonNull).toList();
  }

  private void samples(PrintStream out, Generator generator, EagerTorch torch, String prompt) {
    if (config.sample().samples() == 0 || !canRead(generator, prompt)) {
      return;
    }
    try {
      for (int i = 0; i < config.sample().samples(); i++) {
        sample(out, generator, torch, prompt, config.loop().seed() + i);
      }
    } catch (CancellationException e) {
      out.println();
    }
  }

  private void sample(
      PrintStream out, Generator generator, EagerTorch torch, String prompt, long seed) {
    SampleConfig s = config.sample();
    out.printf("%n  %s", prompt);
    SamplingOptions options =
        new SamplingOptions(s.sampleTokens(), s.sampleTemperature(), s.sampleTopK(), 1, seed);
    generator.generate(
        torch,
        prompt,
        options,
        piece -> {
          if (asked.getAsBoolean()) {
            throw new CancellationException("a signal came");
          }
          out.print(piece);
          out.flush();
        });
    out.println();
  }

  /** A run is worth more than its samples: data that are gone by its end do not fail it. */
  private String prompt(TrainableModel model) {
    try {
      return config.sample().samplePrompt().or(model.feed()::opening).orElse("");
    } catch (DataException e) {
      LOG.warn("samples begin with nothing: {}", e.getMessage());
      return "";
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
    ClosingLines lines = new ClosingLines();
    lines.add(
        "go on",
        switch (end) {
          case COMPLETE ->
              // where both are given, the number of steps counts
              length.countsEpochs() && config.loop().numIterations().isEmpty()
                  ? run.goOn(
                      ownKey.apply("num_epochs"), 2 * config.loop().numEpochs().orElseThrow())
                  : run.goOn(ownKey.apply("num_iterations"), 2 * length.steps());
          case NO_BETTER -> run.goOn(ownKey.apply("early_stop_patience"), 0);
          case INTERRUPTED, OUT_OF_TIME -> run.goOn();
        });
    if (config.sample().samples() > 0 && model.generator().isPresent()) {
      lines.add(
          "sample",
          ShellCommand.of(
              ProgramName.typed(), "generate", run.directory().toString(), prompt(model)));
    }
    out.println();
    lines.print(out);
  }
}
