package dev.hydrant.trainer.mixture.model;

import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;

/**
 * How far blocks move the points of a set, by its ratio of signal to noise: the less noise, the
 * less.
 */
public abstract class FlowPredictor extends Module {
  /**
   * Where the flow changes.
   *
   * @param minSnr decibels at which it is {@code max}
   * @param maxSnr decibels at which it is {@code min}
   */
  public record Range(double minSnr, double maxSnr, double min, double max) {}

  private FlowPredictor() {}

  /**
   * @param snr decibels, {@code [B]}
   * @return {@code [B, L]}, or {@code [B, 1]} for all layers
   */
  public abstract Tensor forward(Tensor snr);

  /** Along a line between the two ratios, constant beyond them. */
  public static FlowPredictor linear(Range range) {
    return new FlowPredictor() {
      @Override
      public Tensor forward(Tensor snr) {
        double slope = (range.max() - range.min()) / (range.maxSnr() - range.minSnr());
        return snr.clamp(range.minSnr(), range.maxSnr())
            .sub(range.maxSnr())
            .mul(-slope)
            .add(range.min())
            .unsqueeze(1);
      }
    };
  }

  /**
   * A learned function that only falls: a mixture of sigmoids whose shares and thresholds are
   * learned.
   *
   * @param functions one for each layer, or 1
   * @param basis sigmoids of a function, n
   */
  public static FlowPredictor monotonic(Range range, long functions, int basis) {
    return new Monotonic(range, functions, basis);
  }

  private static final class Monotonic extends FlowPredictor {
    private final Range range;
    private final int basis;
    private final Parameter shares;
    private final Parameter thresholds;

    Monotonic(Range range, long functions, int basis) {
      this.range = range;
      this.basis = basis;
      double[] raw = new double[(int) functions * basis];
      for (int i = 0; i < raw.length; i++) {
        double place = 0.5 / basis + (double) (i % basis) / basis;
        double part = (place + 5.0 / basis) / (1 + 10.0 / basis);
        raw[i] = Math.log(part / (1 - part));
      }
      shares = parameter("shares", Init.zeros(), functions, basis).tag("flow");
      thresholds = parameter("thresholds", Init.values(raw), functions, basis).tag("flow");
    }

    @Override
    public Tensor forward(Tensor snr) {
      Tensor x =
          snr.sub(range.minSnr())
              .mul(1 / (range.maxSnr() - range.minSnr()))
              .unsqueeze(1)
              .unsqueeze(2); // [B, 1, 1]
      Tensor places = thresholds.sigmoid().mul(1 + 10.0 / basis).sub(5.0 / basis).unsqueeze(0);
      Tensor risen = x.sub(places).mul(basis).sigmoid().mul(shares.softmax(-1).unsqueeze(0)).sum(2);
      return risen.sub(1).mul(range.min() - range.max()).add(range.min());
    }
  }
}
