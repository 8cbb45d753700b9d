package dev.hydrant.trainer.protein.nn;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/**
 * Layer normalisation whose scale and shift follow the time (Peebles and Xie 2022, arXiv
 * 2212.09748); both are none at first: {@code y = LN(x)·(1 + scale) + shift}.
 */
final class TimedNorm extends Norm {
  private final Linear linear;

  TimedNorm(long dim) {
    linear = part("linear", new Linear(4 * dim, 2 * dim, Init.zeros(), Init.zeros()));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    List<Tensor> both = linear.forward(pass.time()).unsqueeze(1).chunk(2, -1);
    return x.layerNorm(null, null, EPS).mul(both.get(0).add(1)).add(both.get(1));
  }
}
