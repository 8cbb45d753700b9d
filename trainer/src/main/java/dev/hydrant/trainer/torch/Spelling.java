package dev.hydrant.trainer.torch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the blanks of an operator's TorchScript spelling. */
final class Spelling {
  private static final Pattern BLANK = Pattern.compile("%(\\d+|\\*|out)|\\$(\\d+|device)");

  private Spelling() {}

  /**
   * @param in texts of the tensor arguments, {@code null} for absent ones
   * @param attrs texts of the constants
   * @param device text of the device
   * @param out text of the destination, or {@code null}
   */
  static String fill(
      String spelling, List<String> in, List<String> attrs, String device, String out) {
    return BLANK
        .matcher(spelling)
        .replaceAll(
            m -> Matcher.quoteReplacement(value(m.group(1), m.group(2), in, attrs, device, out)));
  }

  private static String value(
      String tensor,
      String constant,
      List<String> in,
      List<String> attrs,
      String device,
      String out) {
    if ("out".equals(tensor)) {
      return out;
    } else if ("*".equals(tensor)) {
      return "[" + String.join(", ", in) + "]";
    } else if (tensor != null) {
      int i = Integer.parseInt(tensor);
      return i < in.size() && in.get(i) != null ? in.get(i) : "None";
    } else if (constant.equals("device")) {
      return device;
    }
    return attrs.get(Integer.parseInt(constant));
  }
}
