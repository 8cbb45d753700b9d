package dev.hydrant.trainer.vqvae.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The families of the generated sample: how many features each has, and of which kinds. */
enum SampleFamily {
  SUMMARY(55, "spatial", 55, "spectral", 55, "temporal", 55, "causality", 55, "invariant_drift"),
  ARCHITECTURE(7, "depth", 7, "noise", 7, "evolution"),
  INITIAL(11, "spatial", 11, "spectral", 10, "information", 10, "morphological");

  private final Map<String, Integer> kinds = new LinkedHashMap<>();

  SampleFamily(Object... sizesAndKinds) {
    for (int i = 0; i < sizesAndKinds.length; i += 2) {
      kinds.put((String) sizesAndKinds[i + 1], (Integer) sizesAndKinds[i]);
    }
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  int width() {
    return kinds.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Names such as {@code spatial_mean_03}, in the order of the kinds. */
  List<String> featureNames() {
    List<String> names = new ArrayList<>();
    kinds.forEach(
        (kind, size) -> {
          for (int i = 0; i < size; i++) {
            names.add("%s_%02d".formatted(kind, i));
          }
        });
    return List.copyOf(names);
  }

  /** The kind of each feature by its place among the kinds. */
  int[] kindOf() {
    int[] kind = new int[width()];
    int at = 0;
    int k = 0;
    for (int size : kinds.values()) {
      for (int i = 0; i < size; i++) {
        kind[at++] = k;
      }
      k++;
    }
    return kind;
  }

  int kinds() {
    return kinds.size();
  }
}
