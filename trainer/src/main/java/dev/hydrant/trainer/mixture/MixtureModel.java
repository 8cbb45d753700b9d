package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.mixture.config.MixtureConfig;
import dev.hydrant.trainer.mixture.config.Validation;
import dev.hydrant.trainer.mixture.data.PointSet;
import dev.hydrant.trainer.mixture.data.SetBatch;
import dev.hydrant.trainer.mixture.data.SetFeed;
import dev.hydrant.trainer.mixture.data.SetGenerator;
import dev.hydrant.trainer.mixture.evaluate.Baselines;
import dev.hydrant.trainer.mixture.evaluate.Evaluator;
import dev.hydrant.trainer.mixture.evaluate.Reference;
import dev.hydrant.trainer.mixture.evaluate.SetMetric;
import dev.hydrant.trainer.mixture.evaluate.ValidationSummary;
import dev.hydrant.trainer.mixture.loss.Losses;
import dev.hydrant.trainer.mixture.loss.Normalization;
import dev.hydrant.trainer.mixture.loss.SetLoss;
import dev.hydrant.trainer.mixture.loss.TransportLoss;
import dev.hydrant.trainer.mixture.model.SetTransformer;
import dev.hydrant.trainer.mixture.model.SetTransformers;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.HostTensor;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.weights.PartialInit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link SetTransformer} with its generated sets, its loss and what it is judged by. */
final class MixtureModel implements TrainableModel {
  private static final String PREDICTIONS = "predictions";

  private final MixtureConfig config;
  private final SetTransformer network;
  private final SetFeed feed;
  private final SetLoss loss;
  private final Normalization normalization;
  private final Baselines baselines;
  private final RunArtefacts artefacts;
  private List<PointSet> judged;
  private List<Reference> references;

  MixtureModel(MixtureConfig config, RunArtefacts artefacts) {
    this.config = config;
    this.artefacts = artefacts;
    this.network = SetTransformers.create(config.data().dim(), config.model());
    this.feed =
        new SetFeed(
            generator(config),
            new SetFeed.Part(config.training().numTrainSamples(), config.training().batchSize()),
            validationPart(config.validation()),
            config.training().fixedTrainingData());
    this.loss = Losses.of(config.training().loss());
    this.normalization = Losses.normalization(config.training().loss());
    this.baselines = new Baselines(config.device().seed());
  }

  /** The generator of the sets that a configuration describes. */
  static SetGenerator generator(MixtureConfig config) {
    var data = config.data();
    return new SetGenerator(
        data.dim(),
        data.clusters(),
        data.snr(),
        data.points(),
        data.alphaDirichlet(),
        data.varySnrInBatch(),
        data.randomSeed().orElse(config.device().seed()));
  }

  private static SetFeed.Part validationPart(Validation v) {
    long sets = v.numValBatches().map(b -> b * v.validationBatchSize()).orElse(v.numValSamples());
    return new SetFeed.Part(sets, v.validationBatchSize());
  }

  MixtureConfig config() {
    return config;
  }

  SetTransformer network() {
    return network;
  }

  Baselines baselines() {
    return baselines;
  }

  @Override
  public Module module() {
    return network;
  }

  @Override
  public SetFeed feed() {
    return feed;
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    Tensor mask = batch.get(SetBatch.MASK);
    Tensor snr = batch.get(SetBatch.SNR);
    Tensor predictions =
        network.forward(batch.get(SetBatch.POINTS), mask, snr, phase == Phase.TRAIN);
    SetLoss.Predicted predicted =
        new SetLoss.Predicted(
            predictions,
            batch.get(SetBatch.TARGETS),
            mask,
            batch.get(SetBatch.CENTRES),
            batch.get(
                config.training().loss().useTrueWeights()
                    ? SetBatch.WEIGHTS
                    : SetBatch.FREQUENCIES));
    Objective objective;
    if (loss instanceof TransportLoss transport && transport.entropic() != null) {
      TransportLoss.Solved solved = transport.solve(predicted);
      objective = new Objective(normalization.mean(solved.losses(), snr));
      objective.metric("sinkhorn_error", solved.error());
    } else {
      objective = new Objective(normalization.mean(loss.of(predicted), snr));
    }
    if (phase == Phase.TRAIN) {
      return objective.metric("mse", SetLoss.squaredError().of(predicted).mean());
    }
    return objective.gather(PREDICTIONS, predictions);
  }

  /** The sets of all validation batches, in their order. */
  List<PointSet> judgedSets() {
    if (judged == null) {
      List<PointSet> sets = new ArrayList<>();
      for (long i = 0; i < feed.validationBatches(); i++) {
        sets.addAll(feed.validationSets(i));
      }
      judged = List.copyOf(sets);
    }
    return judged;
  }

  private List<Reference> references() {
    if (references == null) {
      Validation.Metrics m = config.validation().metrics();
      references =
          Reference.of(
              judgedSets(),
              new Reference.Wanted(m.compareWithKmeans(), m.compareWithEm()),
              baselines);
    }
    return references;
  }

  @Override
  public Map<String, Double> summarize(Gathered gathered) {
    Validation.Metrics m = config.validation().metrics();
    if (!m.enabled()) {
      return Map.of();
    }
    List<Matrix> predictions = new ArrayList<>();
    for (HostTensor batch : gathered.batches(PREDICTIONS)) {
      for (int row = 0; row < batch.rows(); row++) {
        PointSet set = judgedSets().get(predictions.size());
        predictions.add(rows(batch, row, set.size(), set.dim()));
      }
    }
    List<SetMetric> metrics =
        Arrays.stream(SetMetric.values()).filter(x -> m.metrics().contains(x.key())).toList();
    return new ValidationSummary(judgedSets(), references(), baselines).of(predictions, metrics);
  }

  private static Matrix rows(HostTensor batch, int row, int n, int d) {
    double[] values = new double[n * d];
    System.arraycopy(batch.values(), row * batch.width(), values, 0, values.length);
    return Matrix.of(values, n, d);
  }

  /**
   * Predictions for sets of one size, {@code [N, d]} each.
   *
   * @param told whether the network may know the ratios of signal to noise
   */
  List<Matrix> predict(EagerTorch torch, List<PointSet> sets, boolean told) {
    Batch batch = SetBatch.of(sets, sets.get(0).size(), sets.get(0).components(), false);
    try (var scope = torch.scope()) {
      Tensor out =
          torch.noGrad(
              () -> {
                Map<String, Tensor> in = new LinkedHashMap<>();
                batch.arrays().forEach((name, array) -> in.put(name, array.in(torch)));
                Tensor snr = told ? in.get(SetBatch.SNR) : null;
                return network.forward(in.get(SetBatch.POINTS), null, snr, false);
              });
      HostTensor host = new HostTensor(out.toDoubles(), out.shape());
      List<Matrix> predictions = new ArrayList<>();
      for (int i = 0; i < sets.size(); i++) {
        predictions.add(rows(host, i, sets.get(i).size(), sets.get(i).dim()));
      }
      return predictions;
    }
  }

  /** The predictions for a set with one flow in place of the predicted one, {@code [N, d]}. */
  Matrix predictAt(EagerTorch torch, PointSet set, double flow) {
    Batch batch = SetBatch.of(List.of(set), set.size(), set.components(), false);
    try (var scope = torch.scope()) {
      Tensor out =
          torch.noGrad(
              () ->
                  network.forwardAt(
                      batch.arrays().get(SetBatch.POINTS).in(torch),
                      null,
                      torch.full(torch.floatType(), flow, 1, 1)));
      return Matrix.of(out.toDoubles(), set.size(), set.dim());
    }
  }

  /** What judges this network on generated sets of chosen kinds. */
  Evaluator evaluator(EagerTorch torch, int sets, boolean withEm) {
    return new Evaluator(
        generator(config), some -> predict(torch, some, true), baselines, sets, withEm);
  }

  /** Of a set of middling size: six for each weight and point, and attention of all to all. */
  @Override
  public double flopsPerItem() {
    double n = (config.data().points().least() + config.data().points().most()) / 2;
    var t = config.model().transformer();
    double again = (double) network.visits() / t.numLayers();
    double attention = 12 * keys(n) * t.hiddenDim() * network.visits();
    return n * (again * TrainableModel.super.flopsPerItem() + attention);
  }

  /** How many keys a query meets: all points, or the random features. */
  private double keys(double points) {
    var a = config.model().attention();
    return a.type().equals("standard") ? points : a.numFeatures();
  }

  @Override
  public List<PartialInit> initialParts() {
    var flow = config.model().flow();
    Optional<String> from = flow.loadPretrained() ? flow.pretrainedPath() : Optional.empty();
    return from.map(path -> List.of(new PartialInit("flow.", Path.of(path), "flow.")))
        .orElse(List.of());
  }

  @Override
  public void writeArtefacts(Artefacts to) {
    artefacts.write(to, this);
  }
}
