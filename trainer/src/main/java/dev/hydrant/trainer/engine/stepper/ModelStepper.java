package dev.hydrant.trainer.engine.stepper;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.Occasion;
import dev.hydrant.trainer.model.RunLength;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.Ema;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.settings.AveragingConfig;
import dev.hydrant.trainer.settings.LoopConfig;
import dev.hydrant.trainer.settings.OptimizerConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import dev.hydrant.trainer.step.ExportPlan;
import dev.hydrant.trainer.step.HostTensor;
import dev.hydrant.trainer.step.LossFunction;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.step.Replica;
import dev.hydrant.trainer.step.StepReport;
import dev.hydrant.trainer.step.StepSettings;
import dev.hydrant.trainer.step.StepWork;
import dev.hydrant.trainer.step.TrainStep;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.PinnedMemory;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.weights.PartialInit;
import dev.hydrant.trainer.weights.StoredTensors;
import dev.hydrant.trainer.weights.TensorSources;
import dev.hydrant.trainer.weights.WeightExport;
import dev.hydrant.trainer.weights.WeightImport;
import dev.hydrant.trainer.weights.WeightKind;
import dev.hydrant.trainer.weights.WeightMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the steps of a {@link TrainableModel}, recorded or operator by operator. */
final class ModelStepper implements Stepper {
  private static final Logger LOG = LoggerFactory.getLogger(ModelStepper.class);

  /** Where the state of a checkpoint holds what the model remembers beside its tensors. */
  private static final String MODEL_STATE = "model";

  /** Steps that the program beside an exported script takes. */
  private static final int EXPORTED_STEPS = 10;

  /** The model in the backend of one device. */
  record Copy(EagerTorch torch, TrainableModel model) {}

  private final List<Copy> copies;
  private final EagerTorch torch;
  private final TrainableModel model;
  private final ParameterGroups groups;
  private final LoopConfig loop;
  private final OptimizerConfig config;
  private final AveragingConfig averaging;
  private final long seed;
  private final Weights weights;
  private final TrainStep step;
  private final Ema ema;
  private final Buffers buffers;
  private final GroupDetails details;
  private final PinnedMemory pinned;
  private RunLength length;
  private long done;

  /**
   * Allocates and initialises the model. The stepper owns the backends.
   *
   * @param copies one for each device; the first is evaluated and saved
   * @param length of the run; null to find out when it is needed
   */
  ModelStepper(List<Copy> copies, TrainConfig whole, RunLength length) {
    LoopConfig loop = whole.loop();
    this.loop = loop;
    this.length = length;
    this.copies = List.copyOf(copies);
    this.torch = copies.get(0).torch();
    this.model = copies.get(0).model();
    this.config = whole.optimizer();
    this.averaging = whole.averaging();
    this.seed = loop.seed();
    this.groups = new ParameterGroups(config, model::group);
    List<Replica> replicas = copies.stream().map(this::replica).toList();
    this.weights = replicas.get(0).weights();
    Map<String, Rule> rules = groups.rules(weights.groups().keySet(), 0, 1);
    LossFunction loss = replicas.get(0).loss();
    this.step =
        copies.size() > 1
            ? TrainStep.parallel(replicas, rules, loop.torchCompile())
            : loop.torchCompile()
                ? TrainStep.traced(weights, loss, rules)
                : TrainStep.eager(weights, loss, rules);
    this.ema = averaging.isOn() ? new Ema(weights) : null;
    this.buffers = new Buffers(torch, weights);
    this.pinned = torch.device().startsWith("cuda") ? new PinnedMemory() : null;
    this.details = new GroupDetails(weights, step.state(), whole.observe().logNormsEvery());
  }

  private Replica replica(Copy copy) {
    Weights w = Weights.create(copy.torch(), copy.model().module(), seed, groups::name);
    return new Replica(w, copy.model()::loss);
  }

  private RunLength length() {
    if (length == null) {
      length = RunLength.of(loop, model.feed());
    }
    return length;
  }

  @Override
  public Batch stage(Batch batch) {
    return pinned == null ? batch : batch.pinned(pinned);
  }

  private Map<String, Tensor> inputs(Batch batch, Moment moment) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    batch.arrays().forEach((name, array) -> inputs.put(name, array.in(torch)));
    model
        .scheduled(moment)
        .forEach((name, value) -> inputs.put(name, torch.full(torch.floatType(), value, 1)));
    return inputs;
  }

  @Override
  public StepResult train(List<Batch> microBatches, long done, double factor, double lossLimit) {
    this.done = done;
    try (var scope = torch.scope()) {
      List<Map<String, Tensor>> micros = new ArrayList<>();
      microBatches.forEach(b -> micros.add(inputs(b, length().before(done))));
      Map<String, Rule> rules = groups.rules(weights.groups().keySet(), done, factor);
      StepReport report =
          take(micros, new StepSettings(done + 1, seed, config.gradClip(), rules, lossLimit));
      if (report.isFinite()) {
        AfterStep.apply(model, weights);
        if (ema != null) {
          ema.update(averaging.emaDecay());
        }
      }
      this.done = done + 1;
      details.after(this.done, rules, report);
      return new StepResult(report.loss(), report.metrics(), report.gradNorm(), report.isFinite());
    }
  }

  /** Takes a step that leaves nothing behind unless it counts. */
  private StepReport take(List<Map<String, Tensor>> micros, StepSettings settings) {
    buffers.keep();
    boolean counts = false;
    try {
      StepReport report = step.train(micros, settings);
      counts = report.isFinite();
      return report;
    } finally {
      if (!counts) {
        buffers.putBack();
      }
    }
  }

  @Override
  public StepWork work(Batch batch) {
    try (var scope = torch.scope()) {
      return step.work(inputs(batch, length().before(done)));
    }
  }

  @Override
  public Map<String, Double> details() {
    return details.values();
  }

  @Override
  public Map<String, Double> derived(Map<String, Double> means) {
    return model.derived(means);
  }

  @Override
  public Map<String, Double> summarize(Gathered gathered) {
    return model.summarize(gathered);
  }

  @Override
  public Map<String, Double> endEpoch(Moment moment, Batch last, Feed feed) {
    EpochHook hook = new EpochHook(model, weights, step.state(), seed, moment, feed);
    return hook.run(() -> inputs(last, moment), batch -> inputs(batch, moment));
  }

  @Override
  public Map<String, byte[]> files(long step) {
    try (var scope = torch.scope()) {
      return torch.noGrad(() -> model.checkpointFiles(length().after(step)));
    }
  }

  @Override
  public void writeArtefacts(
      Occasion occasion, Moment moment, Map<String, Double> row, ArtefactPlace place) {
    try (var scope = torch.scope()) {
      torch.noGrad(
          () -> {
            model.writeArtefacts(
                new ArtefactWriter(
                    occasion, moment, row, torch, p -> step.state().of(weights, p), place));
            return null;
          });
    }
  }

  @Override
  public void remember(ObjectNode state) {
    model.state().ifPresent(s -> s.save(state.putObject(MODEL_STATE)));
  }

  @Override
  public Measured evaluate(Batch batch, long index) {
    try (var scope = torch.scope()) {
      StepReport report =
          step.evaluate(inputs(batch, length().after(done)), Phase.VALIDATION, seed + index);
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", report.loss());
      values.putAll(report.metrics());
      Map<String, List<HostTensor>> gathered = new LinkedHashMap<>();
      report.gathered().forEach((name, t) -> gathered.put(name, List.of(t)));
      return new Measured(values, gathered);
    }
  }

  @Override
  public Map<String, List<TensorSource>> tensors() {
    Map<String, List<TensorSource>> files = new LinkedHashMap<>();
    stored()
        .forEach(
            (file, tensors) -> {
              List<TensorSource> sources = new ArrayList<>();
              tensors.forEach((name, tensor) -> sources.add(source(name, tensor)));
              files.put(file, sources);
            });
    return files;
  }

  private static TensorSource source(String name, Tensor tensor) {
    TensorSource source = TensorSources.source(name, tensor);
    boolean frozen = tensor instanceof Parameter p && p.kind() == Parameter.Kind.FROZEN;
    return frozen ? TensorSource.constant(source) : source;
  }

  private Map<String, Map<String, Tensor>> stored() {
    Map<String, Map<String, Tensor>> files = new LinkedHashMap<>();
    files.put(WeightKind.MODEL.file(), Steppers.named(weights.parameters()));
    files.put("optimizer", step.state().vectors());
    if (ema != null) {
      Map<String, Tensor> averages = new LinkedHashMap<>();
      List<Tensor> views = weights.views(ema.average());
      for (int i = 0; i < views.size(); i++) {
        averages.put(weights.parameters().get(i).name(), views.get(i));
      }
      files.put(WeightKind.EMA.file(), averages);
    }
    return files;
  }

  @Override
  public void restore(Checkpoint checkpoint) {
    done = checkpoint.step();
    restoreModel(checkpoint);
    Map<String, Map<String, Tensor>> stored = stored();
    if (ema != null && !checkpoint.has(WeightKind.EMA.file())) {
      stored.remove(WeightKind.EMA.file());
      LOG.info("{} has no averaged weights: the average starts there", checkpoint.directory());
    }
    stored.forEach((file, tensors) -> StoredTensors.read(checkpoint, file, tensors, torch));
    if (ema != null && !stored.containsKey(WeightKind.EMA.file())) {
      ema.restart();
    }
  }

  private void restoreModel(Checkpoint checkpoint) {
    model.state().ifPresent(s -> s.restore(checkpoint.state().path(MODEL_STATE)));
  }

  @Override
  public void restore(Checkpoint checkpoint, WeightKind kind) {
    done = checkpoint.step();
    length = SavedLength.of(checkpoint.state()).orElse(length);
    restoreModel(checkpoint);
    Steppers.read(checkpoint, kind, weights);
  }

  @Override
  public void importWeights(Path from, WeightMapping mapping) {
    WeightImport.read(from, mapping, weights);
    AfterStep.settle(model, weights);
    if (ema != null) {
      ema.restart();
    }
  }

  @Override
  public void initialiseParts() {
    List<PartialInit> parts = model.initialParts();
    parts.forEach(part -> part.into(weights));
    if (!parts.isEmpty()) {
      AfterStep.settle(model, weights);
      if (ema != null) {
        ema.restart();
      }
    }
  }

  @Override
  public void export(Path directory, WeightMapping mapping) throws IOException {
    WeightExport.write(directory, mapping, Steppers.named(weights.parameters()));
  }

  @Override
  public void export(Path directory, Batch example, Phase phase, String device) throws IOException {
    try (var scope = torch.scope()) {
      if (phase != Phase.TRAIN) {
        step.exportForward(inputs(example, length().after(done)), seed, device, directory);
        return;
      }
      List<StepSettings> steps = new ArrayList<>();
      for (long k = done; k < done + EXPORTED_STEPS; k++) {
        Map<String, Rule> rules = groups.rules(weights.groups().keySet(), k, 1);
        steps.add(new StepSettings(k + 1, seed, config.gradClip(), rules));
      }
      ExportPlan plan = new ExportPlan(steps, model::afterStep);
      step.export(inputs(example, length().before(done)), plan, device, directory);
    }
  }

  @Override
  public boolean validatesAverage() {
    return ema != null && averaging.valEma();
  }

  @Override
  public void swapAverage() {
    ema.swap();
  }

  @Override
  public void close() {
    step.close();
    if (pinned != null) {
      pinned.close();
    }
    copies.forEach(c -> c.torch().close());
  }
}
