package dev.hydrant.trainer.mixture.distribution;

import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.mixture.distribution.Distribution.Choice;
import dev.hydrant.trainer.mixture.distribution.Distribution.Fixed;
import dev.hydrant.trainer.mixture.distribution.Distribution.LogNormal;
import dev.hydrant.trainer.mixture.distribution.Distribution.Normal;
import dev.hydrant.trainer.mixture.distribution.Distribution.Poisson;
import dev.hydrant.trainer.mixture.distribution.Distribution.Uniform;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a mixture is drawn at random, the distributions it may have, and their presets. A
 * configuration gives one as a preset's name, as a number, or as an object with {@code type}:
 *
 * <pre>{@code
 * Distribution k = Quantity.CLUSTERS.parse(Map.of("type", "truncated_poisson",
 *     "lam", 5, "min", 3, "max", 7));
 * }</pre>
 */
public enum Quantity {
  /** The number of components, K. */
  CLUSTERS(
      "cluster_params",
      List.of("fixed", "choice", "uniform", "range", "poisson", "truncated_poisson"),
      2,
      Map.of(
          "few", new Poisson(2.5, 2, 4),
          "moderate", new Poisson(5, 3, 7),
          "many", new Poisson(8, 5, 15))),
  /** The ratio of signal to noise in decibels. */
  SNR(
      "snr_db_params",
      List.of("fixed", "choice", "uniform", "normal", "truncated_normal"),
      Double.NEGATIVE_INFINITY,
      Map.of(
          "easy", new Normal(14, 1.5, 12, 17),
          "moderate", new Normal(9, 1.5, 7, 12),
          "difficult", new Normal(5, 1.5, 3, 7),
          "fixed_5", new Fixed(5),
          "fixed_10", new Fixed(10),
          "fixed_15", new Fixed(15))),
  /** The number of points of a set, N. */
  POINTS(
      "sample_count_distribution",
      List.of("fixed", "choice", "uniform", "range", "truncated_lognormal"),
      1,
      Map.of(
          "small", new LogNormal(5.7, 0.3, 100, 500),
          "medium", new LogNormal(6.9, 0.3, 500, 1500),
          "large", new LogNormal(8.0, 0.3, 1500, 5000),
          "fixed_moderate", new Fixed(1000),
          "fixed_large", new Fixed(3000),
          "variable_moderate", new Uniform(800, 1500, true),
          "variable_large", new Uniform(2000, 5000, true)));

  private final String key;
  private final List<String> types;
  private final double least;
  private final Map<String, Distribution> presets;

  Quantity(String key, List<String> types, double least, Map<String, Distribution> presets) {
    this.key = key;
    this.types = types;
    this.least = least;
    this.presets = new TreeMap<>(presets);
  }

  /** Its key in a configuration. */
  public String key() {
    return key;
  }

  /** The presets by name. */
  public Map<String, Distribution> presets() {
    return new TreeMap<>(presets);
  }

  private boolean isWhole() {
    return this != SNR;
  }

  /**
   * Makes the distribution that a configuration describes.
   *
   * @param given a name, a number, or a map with {@code type} and numbers
   * @throws IllegalArgumentException naming what is wrong and what there is
   */
  public Distribution parse(Object given) {
    if (given instanceof String name) {
      Distribution preset = presets.get(name);
      if (preset == null) {
        throw wrong(
            "no preset '%s'. %s"
                .formatted(name, Suggestions.didYouMeanOrList(name, presets.keySet())));
      }
      return preset;
    }
    Distribution made;
    try {
      made =
          given instanceof Number n
              ? new Fixed(whole(n.doubleValue()))
              : given instanceof Map<?, ?> map ? typed(map) : unknown(given);
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(key) ? e : wrong(e.getMessage());
    }
    if (!(made.least() >= least)) {
      throw wrong(
          "must be at least %.0f, but may be %s%s"
              .formatted(
                  least,
                  made.least(),
                  this == CLUSTERS ? ": one component alone has no signal, so no SNR" : ""));
    }
    return made;
  }

  private Distribution unknown(Object given) {
    throw wrong("must be the name of a preset, a number or an object with type, not " + given);
  }

  private Distribution typed(Map<?, ?> map) {
    Object type = map.get("type");
    if (type == null && map.get("preset") instanceof String name && map.size() == 1) {
      return parse(name);
    }
    if (!(type instanceof String name) || !types.contains(name)) {
      throw wrong("type '%s' is none of %s".formatted(type, String.join(", ", types)));
    }
    Numbers n = new Numbers(map);
    Distribution made =
        switch (name) {
          case "fixed" -> new Fixed(whole(n.get("value")));
          case "choice" -> {
            List<Double> options = n.list("options");
            options.forEach(this::whole);
            yield new Choice(
                options,
                map.containsKey("probs") ? n.list("probs") : Distribution.equal(options.size()));
          }
          case "uniform", "range" ->
              new Uniform(whole(n.get("min")), whole(n.get("max")), isWhole());
          case "poisson" -> new Poisson(n.get("lam"), n.get("min", 1), Double.POSITIVE_INFINITY);
          case "truncated_poisson" -> new Poisson(n.get("lam"), n.get("min"), n.get("max"));
          case "normal" ->
              new Normal(
                  n.get("mean"), n.get("std"), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
          case "truncated_normal" ->
              new Normal(n.get("mean"), n.get("std"), n.get("min"), n.get("max"));
          default -> new LogNormal(n.get("mu"), n.get("sigma"), n.get("min"), n.get("max"));
        };
    n.refuseOthers();
    return made;
  }

  private double whole(double value) {
    if (isWhole() && value != Math.rint(value)) {
      throw wrong(value + " is no whole number");
    }
    return value;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(key + ": " + what);
  }
}
