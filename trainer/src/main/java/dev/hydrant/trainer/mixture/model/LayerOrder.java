package dev.hydrant.trainer.mixture.model;

import java.util.ArrayList;
import java.util.List;

/**
 * In which order layers are applied, some of them again with the same weights.
 *
 * @param visits in their order
 */
public record LayerOrder(List<Visit> visits) {
  /**
   * One use of a layer.
   *
   * @param layer from 0
   * @param repetition how often it was used before
   * @param repetitions how often it is used in all
   */
  public record Visit(int layer, int repetition, int repetitions) {}

  public LayerOrder {
    visits = List.copyOf(visits);
  }

  /** Each layer once. */
  public static LayerOrder once(int layers) {
    return grouped(List.of(layers), List.of(1));
  }

  /** The whole stack, so many times. */
  public static LayerOrder cycle(int layers, int times) {
    return grouped(List.of(layers), List.of(times));
  }

  /** Each layer so many times before the next. */
  public static LayerOrder layerwise(int layers, int times) {
    List<Integer> ones = new ArrayList<>();
    List<Integer> factors = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      ones.add(1);
      factors.add(times);
    }
    return grouped(ones, factors);
  }

  /**
   * Groups of neighbouring layers, each a number of times before the next.
   *
   * @param sizes of the groups
   * @param times of each group
   */
  public static LayerOrder grouped(List<Integer> sizes, List<Integer> times) {
    List<Visit> visits = new ArrayList<>();
    int first = 0;
    for (int g = 0; g < sizes.size(); g++) {
      for (int r = 0; r < times.get(g); r++) {
        for (int i = 0; i < sizes.get(g); i++) {
          visits.add(new Visit(first + i, r, times.get(g)));
        }
      }
      first += sizes.get(g);
    }
    return new LayerOrder(visits);
  }

  /** How often the layer that is used most often is used. */
  public int mostRepetitions() {
    return visits.stream().mapToInt(Visit::repetitions).max().orElse(1);
  }
}
