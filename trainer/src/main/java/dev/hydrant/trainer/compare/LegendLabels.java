package dev.hydrant.trainer.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of runs, short enough for the legend of a picture: keys by their last step, and long names
 * cut in the middle. No two are the same.
 */
final class LegendLabels {
  private static final int LONGEST = 32;
  private static final int END = 12;

  private LegendLabels() {}

  static List<String> of(List<String> names) {
    List<String> labels = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      String label = cut(name.length() <= LONGEST ? name : lastSteps(name), LONGEST);
      for (int i = 2; !taken.add(label); i++) {
        String number = " (" + i + ")";
        label = cut(name, LONGEST - number.length()) + number;
      }
      labels.add(label);
    }
    return labels;
  }

  /** {@code lr=1 width=2} of {@code optim.lr=1 model_cfg.width=2}; values stay. */
  private static String lastSteps(String name) {
    return name.replaceAll("(?<=^| )\\+*[\\w/.]*[./](?=\\w+=)", "");
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(0, longest - END - 1) + "…" + text.substring(text.length() - END);
  }
}
