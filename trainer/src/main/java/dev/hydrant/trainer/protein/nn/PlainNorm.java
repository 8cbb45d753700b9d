package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/** Layer normalisation with a learned scale and shift. */
final class PlainNorm extends Norm {
  private final Parameter weight;
  private final Parameter bias;

  PlainNorm(long dim) {
    weight = parameter("weight", Init.ones(), dim);
    bias = parameter("bias", Init.zeros(), dim);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.layerNorm(weight, bias, EPS);
  }
}
