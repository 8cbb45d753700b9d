package dev.hydrant.trainer.run;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.schema.Flatten;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.PackedCheckpoint;
import dev.hydrant.trainer.checkpoint.ResumePoint;
import dev.hydrant.trainer.engine.FaultyStepException;
import dev.hydrant.trainer.engine.Interrupts;
import dev.hydrant.trainer.engine.Measurements;
import dev.hydrant.trainer.engine.RepeatingFeed;
import dev.hydrant.trainer.engine.Saver;
import dev.hydrant.trainer.engine.TrainingLoop;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.Callbacks;
import dev.hydrant.trainer.engine.callback.ConfigKeeper;
import dev.hydrant.trainer.engine.callback.Observers;
import dev.hydrant.trainer.engine.callback.RunContext;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.engine.resume.ResumeCheck;
import dev.hydrant.trainer.engine.stepper.MemoryNeed;
import dev.hydrant.trainer.engine.stepper.Stepper;
import dev.hydrant.trainer.engine.stepper.Steppers;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.forecast.Forecast;
import dev.hydrant.trainer.forecast.Forecaster;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.model.Trouble;
import dev.hydrant.trainer.report.Console;
import dev.hydrant.trainer.report.Headlines;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.settings.CheckpointConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.torch.EagerTorch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training job: from a resolved configuration to a trained model, its checkpoints and plots.
 */
public final class Train {
  private static final Logger LOG = LoggerFactory.getLogger(Train.class);

  private final RunSetup setup;
  private final TrainConfig config;
  private final TrainableModel model;
  private final RunContext run;
  private final ResumeCheck check;
  private final Headlines headlines;
  private final Optional<ResumePoint> resume;
  private final Console console;
  private final List<Callback> callbacks = new ArrayList<>();
  private final Interrupts requests = Interrupts.none();
  private volatile String stopping = Report.NOTHING_YET;

  /** Makes the model; nothing is allocated or written yet. */
  public Train(RunSetup setup, RunContext run) {
    this.config = setup.config();
    this.run = run;
    this.check = new ResumeCheck(config, setup.tree(), run.command(), setup.harmlessKeys());
    this.headlines = setup.headlines();
    this.resume = resume();
    resume.ifPresent(check::check);
    this.setup = resume.map(r -> setup.with(check.facts(r, setup::fingerprint))).orElse(setup);
    this.setup.facts(run.preparing());
    this.model = this.setup.model();
    this.console = new Console(run.progress(), run.terminal());
    this.callbacks.addAll(Observers.create(config.observe(), setup.tree(), run, console));
  }

  /** Adds a callback, called after those of the configuration. */
  public Train with(Callback callback) {
    callbacks.add(callback);
    return this;
  }

  /** Asks a run that is under way to end after its current step, saved as if by a signal. */
  public void stop() {
    requests.request(Interrupts.Kind.PROGRAM);
  }

  /**
   * Asks a run to end, and says what it will do: before the first step it ends with nothing saved,
   * later after its current step, saved.
   */
  public void stop(Interrupts.Kind signal) {
    console.say(stopping);
    requests.request(signal);
  }

  /** The model, not yet allocated. */
  public TrainableModel model() {
    return model;
  }

  /**
   * How a run ended.
   *
   * @param exitCode that of the signal that stopped it, or 0
   * @param metrics the last value of each metric, for sweeps
   */
  public record Outcome(int exitCode, Map<String, Double> metrics) {}

  /** Finds out what the run would be, without training, allocating or writing anything. */
  public Forecast forecast() {
    return new Forecaster(config, model).forecast(run.preparing());
  }

  /**
   * Trains.
   *
   * @throws UserException about what a user can mend: want of memory, a step that went wrong, ...
   */
  public Outcome call() {
    try {
      requests.beginPreparing();
      return run();
    } catch (FaultyStepException e) {
      String more = model.remedy(Trouble.FAULTY_STEP).map(r -> "\n" + r).orElse("");
      throw UserException.failure(e.getMessage() + more + goOn(), e);
    } catch (RuntimeException | OutOfMemoryError e) {
      if (requests.hasCutOff()) { // what an interrupted thread tries fails in many ways
        run.out().println(Report.STOPPED_EARLY);
        return new Outcome(requests.pending().exitCode(), Map.of());
      }
      if (MemoryNeed.isLacking(e)) {
        throw UserException.failure(new MemoryNeed(config, model).advice(e), e);
      }
      throw e;
    } finally {
      requests.endPreparing();
    }
  }

  private String goOn() {
    boolean saved = ResumePoint.find("auto", run.directory()).isPresent();
    return saved ? "\nGo on with\n    " + run.goOn() : "";
  }

  private Outcome run() {
    Feed feed = RepeatingFeed.of(config.debug(), model.feed());
    feed.prepare(run.preparing());
    LOG.info("{}, {} parameters", config.type(), "%,d".formatted(model.module().parameterCount()));
    LOG.info("{}", feed.describe());
    feed.checkValidationData();
    RunLength length = RunLength.of(config.loop(), feed);
    resume.ifPresent(r -> requireFurtherSteps(r, length));
    EagerTorch torch = Steppers.openTorch(config);
    try (Stepper stepper = Steppers.create(config, model, setup::model, torch, length);
        Saver saver = saver(stepper, length)) {
      long from = resume.map(r -> r.checkpoint().step()).orElse(0L);
      resume.ifPresent(r -> stepper.restore(r.checkpoint()));
      resume.ifPresent(
          r -> LOG.info("resuming from {}", PackedCheckpoint.shown(r.checkpoint().directory())));
      if (resume.isEmpty()) {
        config.checkpoint().initFrom().ifPresent(path -> importWeights(stepper, path));
        stepper.initialiseParts();
      }
      List<Metrics> earlier = resume.map(r -> earlier(r, from)).orElse(List.of());
      try (Console console = this.console) {
        requests.endPreparing();
        stopping = Report.STOPPING;
        Report report =
            new Report(config, length, headlines, run, requests::isAsked, setup::ownKey);
        callbacks.addAll(0, List.of(report, new ConfigKeeper(run.directory())));
        Measurements callback =
            new Measurements(new Callbacks(callbacks), stepper, model, config.observe());
        TrainingLoop loop =
            new TrainingLoop(
                    config,
                    length,
                    headlines,
                    feed,
                    stepper,
                    saver,
                    requests,
                    List.of(callback),
                    check.state())
                .writingTo(run.directory());
        RunEnd end =
            train(loop, callback, resume.map(ResumePoint::checkpoint), info(from, length, earlier));
        console.close();
        stopping = Report.NO_SAMPLES;
        report.close(end, model, torch);
        int code = requests.isAsked() ? requests.pending().exitCode() : 0;
        return new Outcome(code, report.last());
      }
    }
  }

  private Optional<ResumePoint> resume() {
    CheckpointConfig c = config.checkpoint();
    return c.resume()
        .from()
        .flatMap(r -> ResumePoint.find(r, run.directory(), c.retention(headlines)));
  }

  private void requireFurtherSteps(ResumePoint resume, RunLength length) {
    long done = resume.checkpoint().step();
    if (done > length.steps()) {
      boolean byEpochs = length.countsEpochs() && config.loop().numIterations().isEmpty();
      throw UserException.usage(
          "%s has done %d steps already, more than the %d of this run.%nGive more, such as %s=%d, or go on from an earlier checkpoint"
              .formatted(
                  resume.checkpoint().directory(),
                  done,
                  length.steps(),
                  setup.ownKey(byEpochs ? "num_epochs" : "num_iterations"),
                  2 * (byEpochs ? (done - 1) / length.stepsPerEpoch() + 1 : done)));
    }
  }

  private void importWeights(Stepper stepper, String path) {
    stepper.importWeights(Path.of(path), setup.weightMapping(model.module()));
    LOG.info("beginning with the weights of {}", path);
  }

  /**
   * The rows of a run that goes on; it had not come to its end, so a test of it no longer counts.
   */
  private static List<Metrics> earlier(ResumePoint resume, long from) {
    return MetricsLog.read(resume.run(), from).stream().filter(row -> !row.isTest()).toList();
  }

  /** What callbacks may know of the run. */
  private RunInfo info(long from, RunLength length, List<Metrics> earlier) {
    return new RunInfo(
        run.directory(),
        config.type(),
        ConfigTrees.bind(setup.tree(), TopLevelKeys.class).keys(),
        model.module().parameterCount(),
        model.feed().unit(),
        headlines,
        from,
        length.steps(),
        earlier);
  }

  private record TopLevelKeys(@Flatten Map<String, Object> keys) {}

  private Saver saver(Stepper stepper, RunLength length) {
    CheckpointStore store =
        new CheckpointStore(
            run.directory().resolve(ResumePoint.CHECKPOINTS),
            config.checkpoint().retention(headlines));
    return new Saver(config.checkpoint(), store, stepper, config.loop(), length)
        .with(setup.facts());
  }

  private static RunEnd train(
      TrainingLoop loop, Callback callback, Optional<Checkpoint> resumed, RunInfo info) {
    RunEnd end;
    try {
      callback.onStart(info);
      end = loop.run(resumed);
    } catch (RuntimeException | Error e) {
      callback.onFailure(e);
      throw e;
    }
    callback.onEnd(end);
    return end;
  }
}
