package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Checks one operator in float64: declared types against real ones, recorded values against eager
 * ones, its gradient rule against PyTorch's autograd and against central differences.
 */
final class GradientCheck {
  private final EagerTorch torch;
  private final Function<List<Tensor>, Tensor> function;
  private final List<Tensor> inputs;

  private GradientCheck(EagerTorch torch, Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
    this.torch = torch;
    this.function = f;
    this.inputs = inputs;
  }

  /**
   * @param inputs floating-point tensors are differentiated, others are given
   */
  static void run(EagerTorch torch, Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
    GradientCheck c = new GradientCheck(torch, f, inputs);
    EagerTensor eager = (EagerTensor) f.apply(inputs);
    assertThat(eager.array().getShape().getShape()).isEqualTo(eager.shape());
    assertThat(DType.of(eager.array().getDataType())).isEqualTo(eager.dtype());
    c.compare(eager);
  }

  /** A scalar with uneven weights, so that no gradient cancels by symmetry. */
  private static Tensor scalar(Tensor y, double[] weights) {
    return y.to(DType.FLOAT64).mul(y.torch().tensor(weights, y.shape())).sum();
  }

  private void compare(Tensor eager) {
    double[] weights = new Random(11).doubles(eager.numel(), 0.5, 1.5).toArray();
    List<Tensor> leaves = new ArrayList<>();
    for (Tensor t : inputs) {
      leaves.add(t.dtype().isFloating() ? torch.leaf(t) : t);
    }
    List<Tensor> wrt = leaves.stream().filter(t -> t.dtype().isFloating()).toList();
    Tensor loss = scalar(function.apply(leaves), weights);
    boolean differentiable = eager.dtype().isFloating() && !wrt.isEmpty();

    Trace trace = new Trace(torch);
    List<Tensor> traced = new ArrayList<>();
    for (Tensor t : leaves) {
      traced.add(trace.parameter(t.type()));
    }
    Tensor y = function.apply(traced);
    assertThat(y.type()).isEqualTo(eager.type());
    Program.Builder builder = trace.program().output(y);
    if (differentiable) {
      builder.backward(scalar(y, weights), i -> leaves.get(i).dtype().isFloating());
    }
    List<Tensor> places = new ArrayList<>();
    for (Tensor t : leaves) {
      places.add(torch.full(DType.FLOAT64, 7, t.shape()));
    }
    try (Program program = builder.compile(torch);
        TensorList ps =
            new TensorList(torch.noGrad(() -> leaves.stream().map(Tensor::detach).toList()));
        TensorList gs = new TensorList(places)) {
      Tensor value = program.run(List.of(), ps, gs, 0).get(0);
      assertThat(value.toDoubles()).containsExactly(eager.toDoubles(), within(1e-10));
      if (differentiable) {
        gradients(loss, leaves, wrt, places, weights);
      }
    } catch (ScriptException e) {
      throw new AssertionError(e.getMessage() + "\n" + e.script(), e);
    }
  }

  private void gradients(
      Tensor loss, List<Tensor> leaves, List<Tensor> wrt, List<Tensor> places, double[] weights) {
    List<Tensor> expected = torch.gradients(loss, wrt);
    for (int i = 0, j = 0; i < leaves.size(); i++) {
      if (!leaves.get(i).dtype().isFloating()) {
        continue;
      }
      double[] rule = places.get(i).toDoubles();
      assertThat(rule)
          .as("gradient of input " + i)
          .containsExactly(expected.get(j++).toDoubles(), within(1e-9));
      difference(i, rule, weights);
    }
  }

  /** Compares with a central difference along a random direction. */
  private void difference(int which, double[] gradient, double[] weights) {
    double h = 1e-5;
    double[] x = inputs.get(which).toDoubles();
    double[] d = new Random(5).doubles(x.length, -1, 1).toArray();
    double slope = 0;
    double[] up = x.clone();
    double[] down = x.clone();
    for (int i = 0; i < x.length; i++) {
      slope += d[i] * gradient[i];
      up[i] += h * d[i];
      down[i] -= h * d[i];
    }
    double numeric = (at(which, up, weights) - at(which, down, weights)) / (2 * h);
    assertThat(slope).isCloseTo(numeric, within(1e-6 * Math.max(1, Math.abs(numeric))));
  }

  private double at(int which, double[] values, double[] weights) {
    List<Tensor> moved = new ArrayList<>(inputs);
    moved.set(which, torch.tensor(values, inputs.get(which).shape()));
    return scalar(function.apply(moved), weights).item();
  }
}
