package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;

/** Learned linear layers in place of {@link OrthonormalLift}, with a norm before the second. */
final class LinearLift extends Module implements Lift {
  private static final Init STANDARD = Init.normal(0.02);

  private final Linear encoder;
  private final SetNorm norm;
  private final Linear decoder;

  LinearLift(long dim, long width, boolean bias, double eps) {
    Init zeros = bias ? Init.zeros() : null;
    encoder = part("encoder", new Linear(dim, width, STANDARD, zeros));
    norm = part("norm", new SetNorm(width, bias, eps));
    decoder = part("decoder", new Linear(width, dim, STANDARD, zeros));
  }

  @Override
  public Tensor encode(Tensor points) {
    return encoder.forward(points);
  }

  @Override
  public Tensor decode(Tensor hidden, Tensor mask) {
    return decoder.forward(norm.forward(hidden));
  }
}
