package dev.hydrant.trainer.data.hdf5;

import java.util.Arrays;
import java.util.List;

/** Paths within a file, such as {@code /features/summary}. */
final class Hdf5Names {
  private static final int SHOWN = 20;

  private Hdf5Names() {}

  static List<String> parts(String path) {
    return Arrays.stream(path.split("/")).filter(p -> !p.isEmpty()).toList();
  }

  /** Names for a message. */
  static String list(List<String> names) {
    if (names.isEmpty()) {
      return "nothing";
    }
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }
}
