package dev.hydrant.trainer.torch;

import dev.hydrant.trainer.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How scripts multiply: the system property {@code hydrant.products}, in small letters. */
enum ProductSetting {
  /** By the fastest routine; new shapes are compared with PyTorch's own products. */
  CHECKED,
  /** By the fastest routine, used as it comes. */
  UNCHECKED,
  /** By PyTorch's own operators. */
  PLAIN;

  static final String PROPERTY = "hydrant.products";

  /** What this process was started with. */
  static ProductSetting current() {
    return of(System.getProperty(PROPERTY, "checked"));
  }

  /**
   * @throws UserException on a value that there is not, with those that there are
   */
  static ProductSetting of(String value) {
    List<String> known =
        Arrays.stream(values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
    int at = known.indexOf(value);
    if (at < 0) {
      throw UserException.usage(
          "-D%s=%s is no way to multiply; write one of %s"
              .formatted(PROPERTY, value, String.join(", ", known)));
    }
    return values()[at];
  }
}
