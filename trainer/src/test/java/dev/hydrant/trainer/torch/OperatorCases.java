package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Uses of a family of operators, each a function with inputs it can be differentiated at. */
abstract class OperatorCases {
  /** One use. Floating-point inputs are differentiated, others are given. */
  record Case(String name, Function<List<Tensor>, Tensor> function, List<Tensor> inputs) {}

  final EagerTorch torch;
  private final List<Case> cases = new ArrayList<>();

  OperatorCases(EagerTorch torch) {
    this.torch = torch;
  }

  /** Adds the cases of this family. */
  abstract void add();

  static List<Case> all(EagerTorch torch) {
    List<Case> all = new ArrayList<>();
    List<OperatorCases> families =
        List.of(
            new PointwiseCases(torch),
            new ReduceCases(torch),
            new ShapeCases(torch),
            new IndexCases(torch),
            new ProductCases(torch),
            new NormCases(torch),
            new LossCases(torch),
            new ConvolutionCases(torch),
            new ScanCases(torch));
    for (OperatorCases f : families) {
      f.add();
      all.addAll(f.cases);
    }
    return all;
  }

  Tensor random(double low, double high, long... shape) {
    int n = (int) Shapes.numel(shape);
    double[] v = new Random(n * 31L + shape.length).doubles(n, low, high).toArray();
    return torch.tensor(v, shape);
  }

  Tensor ids(long[] shape, long... values) {
    return torch.tensor(values, shape);
  }

  void check(String name, Function<List<Tensor>, Tensor> f, Tensor... inputs) {
    cases.add(new Case(name, f, List.of(inputs)));
  }

  void unary(String name, UnaryOperator<Tensor> f, double low, double high) {
    check(name, in -> f.apply(in.get(0)), random(low, high, 3, 4));
  }

  void binary(String name, BinaryOperator<Tensor> f) {
    Function<List<Tensor>, Tensor> g = in -> f.apply(in.get(0), in.get(1));
    check(name, g, random(0.3, 2, 3, 4), random(0.5, 1.9, 3, 4));
    check(name + " broadcast", g, random(0.3, 2, 2, 1, 4), random(0.5, 1.9, 3, 1));
    check(name + " scalar tensor", g, random(0.3, 2, 2, 3), random(0.5, 1.9));
  }
}
