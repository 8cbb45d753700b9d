package dev.hydrant.config.sweep;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.ConfigException.Stage;
import dev.hydrant.config.grammar.OverrideParser;
import dev.hydrant.config.grammar.OverrideValue;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.grammar.RangeNumbers;
import dev.hydrant.config.grammar.Shuffle;
import dev.hydrant.config.grammar.SweepValue;
import dev.hydrant.config.grammar.ValueText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Expands the arguments of a sweep into jobs, as Hydra's basic sweeper does.
 *
 * <p>Two arguments with the same key (prefix and package included) are one: the last one's values,
 * at the first one's place. Arguments without a sweep are written anew, {@code ~a} as {@code
 * ~a=null}.
 */
public final class SweepExpander {
  /** The most jobs of a sweep, unless set otherwise. */
  public static final int DEFAULT_MAX_JOBS = 1_000_000;

  private final RandomGenerator random;
  private final int maxJobs;

  /**
   * Creates an expander.
   *
   * @param random the source of {@code shuffle(...)}; the same seed gives the same order
   * @param maxJobs the most jobs of a sweep; a larger sweep is refused before it is expanded
   */
  public SweepExpander(RandomGenerator random, int maxJobs) {
    this.random = random;
    this.maxJobs = maxJobs;
  }

  /** Creates an expander with random shuffles and {@link #DEFAULT_MAX_JOBS}. */
  public SweepExpander() {
    this(new SplittableRandom(), DEFAULT_MAX_JOBS);
  }

  /** Creates an expander with repeatable shuffles and {@link #DEFAULT_MAX_JOBS}. */
  public static SweepExpander seeded(long seed) {
    return new SweepExpander(new SplittableRandom(seed), DEFAULT_MAX_JOBS);
  }

  /**
   * Returns the arguments of a sweep: the parameters of {@code hydra.sweeper.params} as overrides,
   * then the overrides of the command line, which replace parameters of the same key.
   */
  public static List<String> arguments(Map<String, String> params, List<String> overrides) {
    List<String> all = new ArrayList<>(params.size() + overrides.size());
    params.forEach((key, value) -> all.add(key + "=" + value));
    all.addAll(overrides);
    return all;
  }

  /**
   * Parses and expands arguments.
   *
   * @param groups the config groups, or null where {@code glob(...)} cannot be used
   * @throws dev.hydrant.config.error.OverrideParseException if an argument is no override
   * @throws ConfigCompositionException if an argument cannot be enumerated or the sweep is too
   *     large
   */
  public SweepJobs expand(List<String> arguments, GlobSource groups) {
    List<ParsedOverride> overrides = new ArrayList<>(arguments.size());
    for (String argument : arguments) {
      overrides.add(OverrideParser.parse(argument, random));
    }
    return expandParsed(overrides, groups);
  }

  /**
   * Expands parsed arguments.
   *
   * @param groups the config groups, or null where {@code glob(...)} cannot be used
   * @throws ConfigCompositionException if an argument cannot be enumerated or the sweep is too
   *     large
   */
  public SweepJobs expandParsed(List<ParsedOverride> overrides, GlobSource groups) {
    Map<String, List<String>> arguments = new LinkedHashMap<>();
    for (ParsedOverride override : overrides) {
      arguments.put(override.keyElement(), values(override, groups));
    }
    return new SweepJobs(List.copyOf(arguments.values()), size(arguments));
  }

  private List<String> values(ParsedOverride override, GlobSource groups) {
    String prefix = override.keyElement() + "=";
    if (!override.isSweep()) {
      return List.of(prefix + text(override, override.value()));
    }
    if (override.isHydra()) {
      throw problem(
          override,
          "Sweeping over Hydra's configuration is not supported: '" + override.input() + "'");
    }
    List<String> values = new ArrayList<>(elements(override, groups));
    values.replaceAll(prefix::concat);
    if (isShuffled(override.value())) {
      Shuffle.inPlace(values, random);
    }
    return values;
  }

  private List<String> elements(ParsedOverride override, GlobSource groups) {
    if (override.value() instanceof SweepValue.Choice choice) {
      return choice.values().stream().map(v -> text(override, v)).toList();
    } else if (override.value() instanceof SweepValue.Range range) {
      return numbers(override, range);
    } else if (override.value() instanceof SweepValue.Glob glob) {
      return options(override, glob, groups);
    }
    throw problem(
        override,
        "The basic sweeper does not support "
            + override.valueType()
            + ": an interval has no values to enumerate; use range(...) or choice(...)");
  }

  private List<String> numbers(ParsedOverride override, SweepValue.Range range) {
    try {
      return RangeNumbers.of(range, maxJobs).stream()
          .map(n -> ValueText.of(new OverrideValue.Scalar(n)))
          .toList();
    } catch (IllegalArgumentException e) {
      throw problem(override, "Cannot sweep over " + override.keyElement() + ": " + e.getMessage());
    }
  }

  private static List<String> options(
      ParsedOverride override, SweepValue.Glob glob, GlobSource groups) {
    if (groups == null) {
      throw problem(override, "glob() needs the options of a config group; there are none here");
    }
    List<Wildcard> include = patterns(override, glob.include());
    List<Wildcard> exclude = patterns(override, glob.exclude());
    return groups.options(override.key()).stream()
        .filter(
            option ->
                include.stream().anyMatch(w -> w.matches(option))
                    && exclude.stream().noneMatch(w -> w.matches(option)))
        .map(option -> ValueText.of(new OverrideValue.Scalar(option)))
        .toList();
  }

  private static List<Wildcard> patterns(ParsedOverride override, List<OverrideValue> patterns) {
    List<Wildcard> out = new ArrayList<>(patterns.size());
    for (OverrideValue pattern : patterns) {
      if (pattern instanceof OverrideValue.Quoted quoted) {
        out.add(new Wildcard(quoted.text()));
      } else if (pattern instanceof OverrideValue.Scalar s && s.value() instanceof String text) {
        out.add(new Wildcard(text));
      } else {
        throw problem(override, "a pattern of glob() is no text: " + ValueText.of(pattern));
      }
    }
    return out;
  }

  private static String text(ParsedOverride override, OverrideValue value) {
    try {
      return value == null ? "null" : ValueText.of(value);
    } catch (IllegalArgumentException e) {
      throw problem(override, "Cannot sweep over " + override.keyElement() + ": " + e.getMessage());
    }
  }

  private int size(Map<String, List<String>> arguments) {
    Collection<List<String>> all = arguments.values();
    if (all.stream().anyMatch(List::isEmpty)) {
      return 0;
    }
    long product = 1;
    for (List<String> values : all) {
      product = product > maxJobs ? product : product * values.size();
    }
    if (product > maxJobs) {
      String factors =
          arguments.entrySet().stream()
              .filter(e -> e.getValue().size() > 1)
              .map(e -> e.getKey() + ": " + e.getValue().size())
              .collect(Collectors.joining(" × "));
      throw new ConfigCompositionException(
          Stage.VALIDATE,
          "The sweep has more than " + maxJobs + " jobs (" + factors + "); sweep over fewer values",
          null,
          List.of(),
          null);
    }
    return (int) product;
  }

  private static boolean isShuffled(OverrideValue value) {
    return value instanceof SweepValue.Choice choice && choice.shuffled()
        || value instanceof SweepValue.Range range && range.shuffled();
  }

  private static ConfigCompositionException problem(ParsedOverride override, String fact) {
    return new ConfigCompositionException(Stage.VALIDATE, fact, override.origin(), List.of(), null);
  }
}
