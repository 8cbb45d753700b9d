package dev.hydrant.trainer.forecast;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.engine.stepper.PlannedStep;
import dev.hydrant.trainer.forecast.Forecast.BatchArray;
import dev.hydrant.trainer.forecast.Forecast.Course;
import dev.hydrant.trainer.forecast.Forecast.Group;
import dev.hydrant.trainer.forecast.Forecast.StepCost;
import dev.hydrant.trainer.forecast.Forecast.WholeRun;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.optim.Schedule;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.step.StepEstimate;
import dev.hydrant.trainer.torch.NotTraceableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds out what a run would be, from its configuration and the first batch of its data. */
public final class Forecaster {
  /** Points of the course of the learning rate. */
  private static final int POINTS = 400;

  private final TrainConfig config;
  private final TrainableModel model;
  private final PlannedStep planned;
  private final Layout layout;
  private final Map<String, Rule> rules;
  private RunLength length;

  public Forecaster(TrainConfig config, TrainableModel model) {
    this.config = config;
    this.model = model;
    this.planned = new PlannedStep(config, model);
    this.layout = planned.layout();
    this.rules = planned.rules();
  }

  /**
   * Looks at everything a run would begin with: the data, its first batch, the model, its step.
   *
   * @param preparing is told how far the preparation of data has come
   */
  public Forecast forecast(PreparationProgress preparing) {
    Feed feed = model.feed();
    feed.prepare(preparing);
    Batch batch;
    long perEpoch;
    try (BatchSource<Batch> source = feed.training()) {
      batch = source.read(0);
      perEpoch = source.batchesPerEpoch();
    }
    feed.checkValidationData();
    length = RunLength.of(config.loop(), feed);
    StepCost step = null;
    String eager = null;
    try {
      step = step(batch);
    } catch (NotTraceableException e) {
      eager = e.getMessage();
    }
    int micro = config.loop().gradAccumSteps();
    return new Forecast(
        config.type(),
        model.module().parameterCount(),
        buffers(),
        groups(),
        arrays(batch),
        feed.unit(),
        batch.items() * micro,
        micro,
        precision(),
        step,
        eager,
        model.flopsPerItem(),
        run(batch.items() * micro, (double) batch.items() * perEpoch, feed),
        course());
  }

  private String precision() {
    return config.loop().precision();
  }

  private long buffers() {
    return layout.parameters().stream()
        .filter(p -> p.kind() == Parameter.Kind.BUFFER)
        .mapToLong(Parameter::count)
        .sum();
  }

  /** The groups; a learned tensor that is in none, or in two, is a defect. */
  private List<Group> groups() {
    List<Group> out = new ArrayList<>();
    layout
        .groups()
        .forEach(
            (name, range) -> {
              List<Parameter> members =
                  layout.trainable().stream()
                      .filter(p -> layout.place(p).start() >= range.start())
                      .filter(p -> layout.place(p).end() <= range.end())
                      .toList();
              Rule rule = rules.get(name);
              out.add(
                  new Group(
                      name,
                      members.stream().mapToLong(Parameter::count).sum(),
                      members.size(),
                      rule.kernel(),
                      rule.lr(),
                      rule.weightDecay()));
            });
    long learned = model.module().parameterCount();
    int tensors = (int) model.module().parameters().stream().filter(Parameter::isTrainable).count();
    if (out.stream().mapToLong(Group::parameters).sum() != learned
        || out.stream().mapToInt(Group::tensors).sum() != tensors) {
      throw new IllegalStateException(
          "the optimizer groups of '%s' do not hold each of its %d tensors once: %s"
              .formatted(config.type(), tensors, out));
    }
    return out;
  }

  private List<BatchArray> arrays(Batch batch) {
    List<BatchArray> out = new ArrayList<>();
    batch
        .arrays()
        .forEach(
            (name, a) ->
                out.add(
                    new BatchArray(
                        name,
                        a.type(planned.floatType()).dtype().name().toLowerCase(Locale.ROOT),
                        Arrays.stream(a.shape()).boxed().toList())));
    return out;
  }

  private StepCost step(Batch batch) {
    StepEstimate e = planned.estimate(batch);
    return new StepCost(
        e.parameterBytes(),
        e.gradientBytes(),
        e.stateBytes().values().stream().mapToLong(Long::longValue).sum(),
        e.step().peakBytes(),
        (double) e.step().flops() * config.loop().gradAccumSteps(),
        e.optimizerFlops(),
        e.step().operators(),
        config.loop().torchCompile() ? e.script() : null);
  }

  private WholeRun run(long itemsPerStep, double itemsPerEpoch, Feed feed) {
    long steps = length.steps();
    double items = (double) itemsPerStep * steps;
    double flops = items * model.flopsPerItem();
    long validations = feed.validationBatches() == 0 ? 0 : validations();
    int bytes = planned.floatType().bytes();
    long state =
        StepEstimate.stateBytes(layout, rules, bytes).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    var checkpoint = config.checkpoint();
    return new WholeRun(
        steps,
        items,
        items / itemsPerEpoch,
        validations,
        feed.validationBatches(),
        feed.forTest().map(Feed::validationBatches).orElse(0L),
        flops,
        config.observe().peakFlops().map(peak -> flops / peak).orElse(null),
        layout.length() * bytes + state,
        checkpoint.saveCheckpoint() ? checkpoint.keepLast() + checkpoint.saveTopK() : 0);
  }

  /** Before the first step, on schedule, and after the last. */
  private long validations() {
    long steps = length.steps();
    long every = config.loop().validationSteps();
    long epochs = length.stepsPerEpoch() * config.loop().valEveryEpochs();
    if (every == 0 && epochs == 0) {
      return Math.min(1, steps);
    }
    long first = every > 0 ? 1 : 0;
    long scheduled = multiples(steps, every) + multiples(steps, epochs);
    if (every > 0 && epochs > 0) {
      scheduled -= multiples(steps, every / gcd(every, epochs) * epochs);
    }
    boolean lastIsOne = every > 0 && steps % every == 0 || epochs > 0 && steps % epochs == 0;
    return first + scheduled + (lastIsOne ? 0 : 1);
  }

  private static long multiples(long steps, long every) {
    return every == 0 ? 0 : steps / every;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private Course course() {
    long steps = length.steps();
    Schedule schedule = config.schedule().factors(steps, length.stepsPerEpoch());
    List<Long> at = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    long points = Math.min(steps, POINTS);
    for (long i = 0; i < points; i++) {
      long step = points == 1 ? 0 : i * (steps - 1) / (points - 1);
      at.add(step);
      factors.add(schedule.factor(step));
    }
    return new Course(config.schedule().lrSchedule(), at, factors);
  }
}
