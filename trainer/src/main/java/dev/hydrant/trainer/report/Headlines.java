package dev.hydrant.trainer.report;

import java.util.List;
import java.util.Optional;

/**
 * How the numbers of a model are called in rows, and which of them matter most.
 *
 * @param separator between {@code train} or {@code val} and a metric: {@code _} or {@code /}
 * @param all the first one is what runs are compared by
 */
public record Headlines(String separator, List<Headline> all) {
  /** Of a model that says nothing: {@code train_loss} and {@code val_loss} in nats. */
  public static final Headlines LOSS = of(Headline.loss("nats"));

  public Headlines {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a model needs a number it is known by");
    }
  }

  /** Metrics such as {@code val_loss}. */
  public static Headlines of(Headline... all) {
    return new Headlines("_", List.of(all));
  }

  /** The one that runs are compared by. */
  public Headline first() {
    return all.get(0);
  }

  /** The name of a number of the training batches. */
  public String train(String metric) {
    return "train" + separator + metric;
  }

  /** The name of a number of the validation data. */
  public String val(String metric) {
    return "val" + separator + metric;
  }

  /**
   * Whether smaller values of a number are better.
   *
   * @param metric such as {@code val_loss}
   * @param mode {@code min} or {@code max}; without it a headline says so itself, and other numbers
   *     are better when they are smaller
   */
  public boolean smallerIsBetter(String metric, Optional<String> mode) {
    return mode.map("min"::equals)
        .orElseGet(
            () ->
                all.stream()
                    .filter(h -> val(h.metric()).equals(metric))
                    .findFirst()
                    .map(h -> h.direction() == Headline.Direction.MIN)
                    .orElse(true));
  }

  /** The name under which runs are compared: the first one, of the validation data. */
  public String monitor() {
    return val(first().metric());
  }
}
