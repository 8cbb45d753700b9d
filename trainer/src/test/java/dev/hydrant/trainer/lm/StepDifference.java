package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How far two steps from the same weights are apart in one parameter, as fractions of a scale.
 *
 * <p>Some gradients are zero but for rounding, such as that of a key's bias, which adds the same to
 * all scores of a row. So the scale is never less than a thousandth of the whole model's.
 *
 * @param gradient norm of the difference of the gradients; scale: the norm of the gradient
 * @param element largest difference of an element; scale: the gradient's largest element
 * @param update differences of the new weights; scale: how far they have moved. Both are weighted
 *     by the gradient's magnitude, since Adam's first step is ±lr however small the gradient, and
 *     where that is rounding alone, so is the sign
 */
record StepDifference(String parameter, double gradient, double element, double update) {
  private static final double LEAST_SHARE = 1e-3;
  private static final int PIECE = 1 << 18;

  /** Of one parameter: sizes by the reference, and how far the other is from it. */
  private record Sizes(
      double squares,
      double largest,
      double moved,
      double squaresApart,
      double largestApart,
      double movedApart) {
    static final Sizes NONE = new Sizes(0, 0, 0, 0, 0, 0);

    Sizes and(Sizes o) {
      return new Sizes(
          squares + o.squares,
          Math.max(largest, o.largest),
          moved + o.moved,
          squaresApart + o.squaresApart,
          Math.max(largestApart, o.largestApart),
          movedApart + o.movedApart);
    }
  }

  /** Compares a step with a reference in double precision, parameter by parameter. */
  static List<StepDifference> of(PresetStep step, PresetStep reference, PresetStep start) {
    List<Tensor> g = step.gradients();
    List<Tensor> h = reference.gradients();
    List<Tensor> w = step.weights();
    List<Tensor> v = reference.weights();
    List<Tensor> from = start.weights();
    EagerTorch torch = reference.torch();
    List<Sizes> all =
        IntStream.range(0, h.size())
            .mapToObj(i -> sizes(torch, g.get(i), h.get(i), w.get(i), v.get(i), from.get(i)))
            .toList();
    double squares = all.stream().mapToDouble(Sizes::squares).sum();
    double largest = all.stream().mapToDouble(Sizes::largest).max().orElseThrow();
    double moved = all.stream().mapToDouble(Sizes::moved).sum();
    return IntStream.range(0, all.size())
        .mapToObj(
            i -> {
              Sizes s = all.get(i);
              return new StepDifference(
                  reference.names().get(i),
                  share(Math.sqrt(s.squaresApart()), Math.sqrt(s.squares()), Math.sqrt(squares)),
                  share(s.largestApart(), s.largest(), largest),
                  share(s.movedApart(), s.moved(), moved));
            })
        .toList();
  }

  private static double share(double apart, double size, double whole) {
    return apart / Math.max(size, LEAST_SHARE * whole);
  }

  /** A piece at a time, whose intermediate results stay in cache. */
  private static Sizes sizes(
      EagerTorch torch, Tensor g, Tensor h, Tensor w, Tensor v, Tensor from) {
    return LongStream.iterate(0, at -> at < h.numel(), at -> at + PIECE)
        .mapToObj(at -> piece(torch, at, g, h, w, v, from))
        .reduce(Sizes.NONE, Sizes::and);
  }

  private static Sizes piece(EagerTorch torch, long at, Tensor... five) {
    try (Scope scope = torch.scope()) {
      return torch.noGrad(
          () -> {
            Tensor[] t = Stream.of(five).map(x -> piece(torch, at, x)).toArray(Tensor[]::new);
            Tensor size = t[1].abs();
            Tensor apart = t[0].sub(t[1]).abs();
            Tensor moved = t[3].sub(t[4]).abs().mul(size);
            Tensor movedApart = t[2].sub(t[3]).abs().mul(size);
            return new Sizes(
                size.square().sum().item(),
                size.amax().item(),
                moved.sum().item(),
                apart.square().sum().item(),
                apart.amax().item(),
                movedApart.sum().item());
          });
    }
  }

  private static Tensor piece(EagerTorch torch, long at, Tensor whole) {
    Tensor flat = torch.adopt(whole).view(-1);
    return flat.slice(0, at, Math.min(flat.numel(), at + PIECE)).to(DType.FLOAT64);
  }
}
