package dev.hydrant.trainer.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.stepper.ArtefactPlace;
import dev.hydrant.trainer.engine.stepper.StepResult;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Occasion;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.settings.GuardConfig;
import dev.hydrant.trainer.settings.LoopConfig;
import dev.hydrant.trainer.settings.OptimizerConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.step.Ratios;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training loop. What happens in it is a function of the step (the learning rate, the random
 * numbers) or remembered in checkpoints (the next batch, what is usual, what was best); so a run
 * that is resumed at step k goes on as if it had never stopped.
 */
public final class TrainingLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);

  private final LoopConfig config;
  private final RunLength length;
  private final Headlines headlines;
  private final OptimizerConfig optimizer;
  private final LearningRate rate;
  private final EpochMeans epoch = new EpochMeans();
  private final BestSoFar best;
  private Optional<Path> directory = Optional.empty();
  private Map<String, Double> latest = Map.of();
  private final Feed feed;
  private final Stepper stepper;
  private final Saver saver;
  private final List<Callback> callbacks;
  private final ObjectNode configState;
  private final Microbatches batches;
  private final Validation validation;
  private final Guards guards;
  private final EarlyStopping stopping;
  private final StopRule stopRule;
  private final Rollback rollback;
  private final FinalTest test;

  /**
   * All parts are used, and none is closed, by this object.
   *
   * @param configState kept with each checkpoint, to be compared when a run goes on
   */
  public TrainingLoop(
      TrainConfig config,
      RunLength length,
      Headlines headlines,
      Feed feed,
      Stepper stepper,
      Saver saver,
      Interrupts interrupts,
      List<Callback> callbacks,
      ObjectNode configState) {
    this.config = config.loop();
    this.length = length;
    this.headlines = headlines;
    this.optimizer = config.optimizer();
    this.rate = new LearningRate(config.schedule(), length, headlines.val("loss"));
    this.feed = feed;
    this.stepper = stepper;
    this.saver = saver;
    this.callbacks = List.copyOf(callbacks);
    this.configState = configState;
    this.batches = new Microbatches(this.config, length, feed, stepper);
    this.validation = new Validation(this.config, length, headlines, feed, stepper);
    GuardConfig guard = config.guards();
    this.guards = new Guards(guard);
    this.best =
        new BestSoFar(
            config.checkpoint().monitored(headlines),
            config.checkpoint().smallerIsBetter(headlines));
    this.stopping =
        new EarlyStopping(
            guard,
            config.checkpoint().monitored(headlines),
            config.checkpoint().smallerIsBetter(headlines));
    this.stopRule = new StopRule(length.steps(), guard.maxMinutes(), stopping, interrupts);
    saver.remembering(this::state);
    this.rollback = new Rollback(guards.rollBack(), guard.maxRollbacks(), saver, stepper);
    this.test = new FinalTest(this.config, length, headlines, feed, stepper, saver, interrupts);
  }

  /** Trains from a checkpoint, which the stepper has taken its tensors from, or from the start. */
  public RunEnd run(Optional<Checkpoint> resumed) {
    try (batches) {
      resumed.ifPresent(c -> all().forEach(part -> part.restore(c.state())));
      return run(resumed.map(Checkpoint::step).orElse(0L));
    }
  }

  private RunEnd run(long from) {
    RunEnd end = stopRule.before(from);
    if (end == null && from == 0 && config.validationSteps() > 0) {
      end = validateUntrained();
    }
    write(Occasion.START, from, Map.of());
    rollback.begin(from, callbacks);
    long step = from;
    while (end == null) {
      long began = System.nanoTime();
      List<Batch> micro = batches.next();
      double factor = rate.factor(step);
      StepResult result = stepper.train(micro, step, factor, guards.lossLimit());
      Optional<Fault> fault = guards.judge(result);
      if (fault.isPresent()) {
        switch (fault.get().remedy()) {
          case STOP -> throw stop(step, fault.get());
          case ROLLBACK -> {
            step = goBack(step, fault.get());
            continue;
          }
          case SKIP, WARN -> LOG.warn("step {}: {}", step + 1, fault.get().describe());
        }
      }
      guards.learn(result);
      step++;
      Map<String, Double> row = row(step, result, micro, factor, System.nanoTime() - began);
      if (length.after(step).isEpochEnd()) {
        row.putAll(named(epoch.finish()));
        Batch last = micro.get(micro.size() - 1);
        row.putAll(stepper.endEpoch(length.after(step), last, feed));
      }
      boolean validated = validation.isDue(step);
      Metrics judged;
      if (validated) {
        Map<String, Double> found = validation.run();
        rate.validated(found);
        judged = report(step, row, found, false);
      } else {
        judged = new Metrics(step, row);
        report(step, row, validation.isShownOnly(step) ? validation.run() : Map.of(), true);
      }
      end = stopRule.after(judged);
      artefacts(step, judged.values(), validated);
      boolean saved = saver.afterStep(judged, end != null, callbacks);
      rollback.after(step, saved, validated);
    }
    RunEnd last = test.after(end, step, callbacks);
    write(Occasion.END, step, latest);
    return last;
  }

  private void artefacts(long step, Map<String, Double> row, boolean validated) {
    latest = row;
    if (validated) {
      write(Occasion.VALIDATION, step, row);
      if (best.isBest(row)) {
        write(Occasion.BEST, step, row);
      }
    }
    if (length.after(step).isEpochEnd()) {
      write(Occasion.EPOCH_END, step, row);
    }
  }

  private void write(Occasion occasion, long step, Map<String, Double> row) {
    directory
        .map(d -> new ArtefactPlace(d, () -> saver.packed(step, row)))
        .ifPresent(place -> stepper.writeArtefacts(occasion, length.after(step), row, place));
  }

  /** Lets the model write artefacts beneath a directory; without it, it writes none. */
  public TrainingLoop writingTo(Path run) {
    directory = Optional.of(run);
    return this;
  }

  /** Returns that it was interrupted, there being nothing to save yet, or null. */
  private RunEnd validateUntrained() {
    try {
      report(0, Map.of(), validation.run("val", stopRule::isAsked), false);
      return stopRule.before(0);
    } catch (CancellationException e) {
      return RunEnd.INTERRUPTED;
    }
  }

  /** Saves what was before the step, which will be the next one when the run goes on. */
  private FaultyStepException stop(long step, Fault fault) {
    batches.putBack();
    saver.afterStep(new Metrics(step, Map.of()), true, callbacks);
    return new FaultyStepException(
        "step %d went wrong: %s.\nThe parameters are as they were before it. %s"
            .formatted(step + 1, fault.fact(), fault.advice()));
  }

  private long goBack(long step, Fault fault) {
    Checkpoint good = rollback.back(step + 1, fault, callbacks);
    guards.restore(good.state());
    stopping.restore(good.state());
    rate.restore(good.state());
    epoch.restore(good.state());
    best.restore(good.state());
    callbacks.forEach(c -> c.onRollback(good.step()));
    return good.step();
  }

  private List<Stateful> all() {
    return List.of(batches, guards, stopping, rate, epoch, best, rollback);
  }

  private ObjectNode state() {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    all().forEach(part -> part.save(state));
    stepper.remember(state);
    state.set("config", configState);
    return state;
  }

  private Map<String, Double> row(
      long step, StepResult result, List<Batch> micro, double factor, long nanos) {
    Map<String, Double> row = new LinkedHashMap<>();
    if (length.countsEpochs()) {
      row.put(Metrics.EPOCH, length.after(step).epochsDone());
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("loss", result.loss());
    numbers.putAll(result.parts());
    long items = micro.stream().mapToLong(Batch::items).sum();
    if (length.countsEpochs() && result.applied()) {
      epoch.add(numbers, micro.size(), items);
    }
    row.putAll(named(Ratios.resolved(numbers)));
    row.put("lr", optimizer.lr() * factor);
    row.put(Metrics.GRAD_NORM, result.gradNorm());
    row.put(feed.unit() + "_per_s", (double) Math.round(items * 1e9 / nanos));
    return row;
  }

  /** Numbers of the training batches under the names that rows have for them. */
  private Map<String, Double> named(Map<String, Double> numbers) {
    Map<String, Double> row = new LinkedHashMap<>();
    numbers.forEach((name, value) -> row.put(headlines.train(name), value));
    return row;
  }

  /** Tells the callbacks of a step and of the validation after it, which may be empty. */
  private Metrics report(
      long step, Map<String, Double> row, Map<String, Double> found, boolean isShownOnly) {
    Map<String, Double> all = new LinkedHashMap<>(row);
    all.putAll(found);
    Metrics metrics = new Metrics(step, all, found, isShownOnly);
    callbacks.forEach(c -> c.onStep(metrics));
    return metrics;
  }
}
