package dev.hydrant.trainer.toy;

import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A linear autoencoder with two losses, noise on its codes, and a moving average of the points. */
final class ToyModel extends Module implements TrainableModel {
  private final ToyConfig config;
  private final Parameter encode;
  private final Parameter decode;
  private final Parameter mean;

  ToyModel(ToyConfig config) {
    this.config = config;
    this.encode = parameter("encode", Init.normal(0.3), config.latent(), config.width());
    this.decode = parameter("decode", Init.normal(0.3), config.width(), config.latent());
    this.mean = buffer("mean", Init.zeros(), config.width());
  }

  @Override
  public Module module() {
    return this;
  }

  @Override
  public Feed feed() {
    return new ToyPoints(config.width());
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    Tensor points = batch.get(ToyPoints.POINTS); // [B, width]
    Tensor codes = points.sub(mean).linear(encode); // [B, latent]
    if (phase == Phase.TRAIN) {
      codes = codes.add(points.torch().random("noise").normal(codes.shape()).mul(config.noise()));
    }
    Tensor error = codes.linear(decode).add(mean).sub(points);
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put("reconstruction", error.mul(error).mean());
    terms.put("spread", codes.mul(codes).mean().sub(1).mul(config.spread()).abs());
    Tensor moved = mean.mul(0.9).add(points.mean(0).mul(0.1));
    return Objective.sum(terms).update(mean, moved);
  }
}
