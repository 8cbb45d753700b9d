package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.Batch;
import dev.hydrant.trainer.Losses;
import dev.hydrant.trainer.Phase;
import dev.hydrant.trainer.TrainableModel;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.SafeTensorsReader;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs each operator at once, with PyTorch's autograd and AdamW over the flat vector of all
 * parameters. The plain way, which the recorded one has to agree with.
 */
final class EagerStepper implements Stepper {
  private final EagerTorch torch;
  private final TrainableModel model;
  private final Weights weights;
  private final OptimizerConfig config;
  private final long seed;
  private final Tensor parameters;
  private final Tensor decay;
  private final Tensor firstMoment;
  private final Tensor secondMoment;

  EagerStepper(EagerTorch torch, TrainableModel model, OptimizerConfig config, long seed) {
    this.torch = torch;
    this.model = model;
    this.config = config;
    this.seed = seed;
    this.weights = Weights.create(torch, model.module(), seed);
    long n = weights.trainableLength();
    this.parameters = torch.noGrad(() -> weights.flat().slice(0, 0, n));
    this.firstMoment = torch.zeros(n);
    this.secondMoment = torch.zeros(n);
    this.decay = torch.zeros(n);
    for (Parameter p : weights.trainable()) {
      Weights.Range r = weights.place(p);
      if (p.shape().length >= 2) {
        try (var scope = torch.scope()) {
          torch.noGrad(
              () -> {
                torch.copy(torch.ones(r.end() - r.start()), decay.slice(0, r.start(), r.end()));
                return null;
              });
        }
      }
    }
  }

  @Override
  public StepResult train(List<Batch> microBatches, long step, double factor) {
    int k = microBatches.size();
    try (var scope = torch.scope()) {
      Map<String, Double> sums = new LinkedHashMap<>();
      Tensor gradient = null;
      for (int i = 0; i < k; i++) {
        torch.randomKey(seed, step * k + i);
        Losses losses = model.loss(inputs(microBatches.get(i)), Phase.TRAIN);
        Tensor g = flat(torch.gradients(losses.total(), weights.trainable()));
        gradient = gradient == null ? g : gradient.add(g);
        values(losses).forEach((name, v) -> sums.merge(name, v / k, Double::sum));
        write(losses.updates());
      }
      Tensor mean = gradient.mul(1.0 / k);
      double loss = sums.remove("loss");
      double norm = norm(mean);
      boolean finite = Double.isFinite(loss) && Double.isFinite(norm);
      if (finite) {
        double clip = config.gradClip();
        update(clip > 0 && norm > clip ? mean.mul(clip / norm) : mean, step, factor);
        write(torch.noGrad(model::afterStep));
      }
      return new StepResult(loss, sums, norm, finite);
    }
  }

  @Override
  public Map<String, Double> evaluate(Batch batch) {
    try (var scope = torch.scope()) {
      torch.randomKey(seed, -2);
      return torch.noGrad(() -> values(model.loss(inputs(batch), Phase.VALIDATE)));
    }
  }

  private Map<String, Tensor> inputs(Batch batch) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    batch.arrays().forEach((name, array) -> tensors.put(name, array.in(torch)));
    return tensors;
  }

  private static Map<String, Double> values(Losses losses) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", losses.total().item());
    losses.parts().forEach((name, t) -> values.put(name, t.item()));
    return values;
  }

  /** The gradients laid out as the parameters are, with zeros in the gaps. */
  private Tensor flat(List<Tensor> gradients) {
    return torch.noGrad(
        () -> {
          List<Tensor> pieces = new ArrayList<>();
          long at = 0;
          for (int i = 0; i < gradients.size(); i++) {
            Weights.Range r = weights.place(weights.trainable().get(i));
            if (r.start() > at) {
              pieces.add(torch.zeros(r.start() - at));
            }
            pieces.add(gradients.get(i).view(-1));
            at = r.end();
          }
          if (weights.trainableLength() > at) {
            pieces.add(torch.zeros(weights.trainableLength() - at));
          }
          return Torch.cat(pieces, 0);
        });
  }

  private double norm(Tensor gradient) {
    return torch.noGrad(
        () -> {
          Tensor g = gradient.to(dev.hydrant.trainer.torch.DType.FLOAT64);
          return Math.sqrt(g.mul(g).sum().item());
        });
  }

  private void update(Tensor g, long step, double factor) {
    double b1 = config.betas().get(0);
    double b2 = config.betas().get(1);
    double lr = config.lr() * factor;
    double c1 = 1 - Math.pow(b1, step + 1);
    double c2 = 1 - Math.pow(b2, step + 1);
    torch.noGrad(
        () -> {
          torch.copy(firstMoment.mul(b1).add(g.mul(1 - b1)), firstMoment);
          torch.copy(secondMoment.mul(b2).add(g.mul(g).mul(1 - b2)), secondMoment);
          Tensor direction =
              firstMoment.mul(1 / c1).div(secondMoment.mul(1 / c2).sqrt().add(config.eps()));
          Tensor shrunk = parameters.sub(parameters.mul(decay).mul(lr * config.weightDecay()));
          torch.copy(shrunk.sub(direction.mul(lr)), parameters);
          return null;
        });
  }

  private void write(Map<Parameter, Tensor> newValues) {
    newValues.forEach((p, v) -> weights.set(p, v.detach()));
  }

  @Override
  public Map<String, List<TensorSource>> tensors() {
    Map<String, List<TensorSource>> files = new LinkedHashMap<>();
    stored()
        .forEach(
            (file, tensors) ->
                files.put(
                    file,
                    tensors.entrySet().stream()
                        .map(e -> StoredTensors.source(e.getKey(), e.getValue()))
                        .toList()));
    return files;
  }

  private Map<String, Map<String, Tensor>> stored() {
    Map<String, Tensor> values = new LinkedHashMap<>();
    weights.parameters().forEach(p -> values.put(p.name(), p));
    Map<String, Tensor> moments = new LinkedHashMap<>();
    for (Parameter p : weights.trainable()) {
      Weights.Range r = weights.place(p);
      torch.noGrad(
          () -> {
            moments.put(
                "exp_avg." + p.name(), firstMoment.slice(0, r.start(), r.end()).view(p.shape()));
            moments.put(
                "exp_avg_sq." + p.name(),
                secondMoment.slice(0, r.start(), r.end()).view(p.shape()));
            return null;
          });
    }
    Map<String, Map<String, Tensor>> files = new LinkedHashMap<>();
    files.put("model", values);
    files.put("optimizer", moments);
    return files;
  }

  @Override
  public void restore(Checkpoint checkpoint) {
    stored()
        .forEach(
            (file, tensors) -> {
              try (SafeTensorsReader reader = checkpoint.tensors(file)) {
                StoredTensors.read(
                    reader, tensors, torch, (name, value) -> torch.copy(value, tensors.get(name)));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  @Override
  public void close() {
    torch.close();
  }
}
