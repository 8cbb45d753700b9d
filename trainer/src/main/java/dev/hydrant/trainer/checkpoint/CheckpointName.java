package dev.hydrant.trainer.checkpoint;

import dev.hydrant.trainer.error.UserException;
import java.util.IllegalFormatException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template for the names of checkpoints: {@code best-acc-{epoch:03d}-{val/acc:.4f}}. In braces
 * stand {@code step}, {@code epoch} or a metric, and after a colon how the number is written
 * ({@code d} for whole numbers, {@code f}, {@code e} or {@code g}). A name is never a path: {@code
 * /} becomes {@code _}.
 */
public record CheckpointName(String template) {
  private static final Pattern FIELD = Pattern.compile("\\{([^{}:]+)(?::([^{}]*))?}");
  private static final Pattern FORMAT = Pattern.compile("0?\\d*(\\.\\d+)?[dfeg]");

  /** Checks what can be checked without numbers. */
  public CheckpointName {
    String rest = FIELD.matcher(template).replaceAll("");
    if (rest.contains("{") || rest.contains("}")) {
      throw UserException.usage(
          "the name of a checkpoint, '%s', has a brace without its other.\nWrite such as best-{epoch:03d}-{val_loss:.4f}"
              .formatted(template));
    }
    if (template.startsWith("step-") || template.startsWith(".") || template.equals("last")) {
      throw UserException.usage(
          "the name of a checkpoint cannot be '%s': such names are taken. Begin it with best-"
              .formatted(template));
    }
    Matcher field = FIELD.matcher(template);
    while (field.find()) {
      if (field.group(2) != null && !FORMAT.matcher(field.group(2)).matches()) {
        throw UserException.usage(
            "the name of a checkpoint, '%s', writes a number as '%s'.\nWrite such as 03d, .4f or .3g"
                .formatted(template, field.group(2)));
      }
    }
  }

  /**
   * The name of a checkpoint.
   *
   * @param metrics {@code epoch} among them, in a run that counts epochs
   * @throws UserException if a field is not among them
   */
  String of(long step, Map<String, Double> metrics) {
    String name =
        FIELD
            .matcher(template)
            .replaceAll(
                m -> Matcher.quoteReplacement(value(m.group(1), m.group(2), step, metrics)));
    return name.replaceAll("[^\\w.=+-]", "_");
  }

  private String value(String key, String format, long step, Map<String, Double> metrics) {
    Double number = key.equals("step") ? Double.valueOf(step) : metrics.get(key);
    if (number == null) {
      throw UserException.usage(
          "the name of a checkpoint, '%s', has {%s}, which this run does not measure. It measures: step, %s"
              .formatted(template, key, String.join(", ", metrics.keySet())));
    }
    boolean whole = key.equals("step") || key.equals("epoch");
    if (format == null) {
      return whole ? Long.toString((long) Math.floor(number)) : Double.toString(number);
    }
    try {
      return format.endsWith("d")
          ? String.format(Locale.ROOT, "%" + format, (long) Math.floor(number))
          : String.format(Locale.ROOT, "%" + format, number);
    } catch (IllegalFormatException e) {
      throw UserException.usage(
          "the name of a checkpoint, '%s', writes a number as '%s', which is no format"
              .formatted(template, format));
    }
  }
}
