package dev.hydrant.trainer.nn;

import dev.hydrant.config.schema.Named;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/** The non-linearity of an MLP, as a config names it. */
public enum Activation {
  /** Gaussian error linear unit by the tanh approximation (Hendrycks and Gimpel 2016). */
  GELU_TANH(Tensor::geluTanh),
  /** Gaussian error linear unit, exact. */
  GELU(Tensor::gelu),
  RELU(Tensor::relu),
  /** relu(x)² (So et al. 2021, arXiv 2109.08668). */
  @Named("relu2")
  RELU_SQUARED(x -> x.relu().square()),
  SILU(Tensor::silu);

  private final UnaryOperator<Tensor> function;

  Activation(UnaryOperator<Tensor> function) {
    this.function = function;
  }

  /** Applies it to each element. */
  public Tensor apply(Tensor x) {
    return function.apply(x);
  }
}
