package dev.hydrant.config.grammar;

import static dev.hydrant.config.grammar.Kind.CHOICE;
import static dev.hydrant.config.grammar.Kind.LIST;
import static dev.hydrant.config.grammar.Kind.NULL;
import static dev.hydrant.config.grammar.Kind.NUMBERS;
import static dev.hydrant.config.grammar.Kind.PLAIN;
import static dev.hydrant.config.grammar.Kind.RANGE;
import static dev.hydrant.config.grammar.Kind.SWEEPS;
import static dev.hydrant.config.grammar.Kind.TEXT;
import static dev.hydrant.config.grammar.Kind.union;

import dev.hydrant.config.grammar.Signature.Bound;
import dev.hydrant.config.grammar.Signature.Parameter;
import dev.hydrant.config.suggest.Suggestions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** The functions that the value of an override may call, by name. */
final class Functions {
  private record Definition(
      Signature signature, BiFunction<Bound, RandomGenerator, OverrideValue> body) {}

  private static final String EXTEND_LIST = "extend_list";
  private static final Map<String, Definition> TABLE = new TreeMap<>();

  private static void define(
      String name, Signature signature, BiFunction<Bound, RandomGenerator, OverrideValue> body) {
    TABLE.put(name, new Definition(signature, body));
  }

  private static Parameter required(String name, Set<Kind> accepts) {
    return new Parameter(name, accepts, true);
  }

  private static Parameter optional(String name, Set<Kind> accepts) {
    return new Parameter(name, union(accepts, NULL), false);
  }

  static {
    Set<Kind> castable = union(PLAIN, NULL, CHOICE, RANGE, Kind.INTERVAL);
    for (Cast cast : Cast.values()) {
      define(
          cast.functionName(),
          Signature.rest(castable, optional("value", castable)),
          (b, random) -> cast.call(b));
    }
    Set<Kind> discrete = EnumSet.of(CHOICE, RANGE);
    define("choice", Signature.rest(union(PLAIN, CHOICE)), (b, random) -> SweepMakers.choice(b));
    define(
        "range",
        Signature.of(
            required("start", NUMBERS),
            optional("stop", NUMBERS),
            new Parameter("step", NUMBERS, false)),
        (b, random) -> SweepMakers.range(b));
    define(
        "interval",
        Signature.of(required("start", NUMBERS), required("end", NUMBERS)),
        (b, random) -> SweepMakers.interval(b));
    Set<Kind> patterns = EnumSet.of(TEXT, LIST);
    define(
        "glob",
        Signature.of(required("include", patterns), optional("exclude", patterns)),
        (b, random) -> SweepMakers.glob(b));
    define(
        "tag",
        Signature.rest(union(SWEEPS, TEXT), optional("sweep", SWEEPS)),
        (b, random) -> SweepMakers.tag(b));
    define(
        "sort",
        Signature.rest(
            union(PLAIN, CHOICE, RANGE),
            optional("sweep", discrete),
            optional("list", EnumSet.of(LIST)),
            new Parameter("reverse", EnumSet.of(Kind.BOOL), false)),
        (b, random) -> Sorting.sort(b));
    define(
        "shuffle",
        Signature.rest(
            union(PLAIN, CHOICE, RANGE),
            optional("sweep", discrete),
            optional("list", EnumSet.of(LIST))),
        Sorting::shuffle);
    define(
        EXTEND_LIST,
        Signature.rest(EnumSet.allOf(Kind.class)),
        (b, random) -> new OverrideValue.Extension(b.rest()));
  }

  private Functions() {}

  /**
   * Calls a function. Quoted arguments lose their quotes, those inside lists and dicts do not; what
   * {@code extend_list} appends keeps them, so that it can be written as text again.
   */
  static OverrideValue call(
      String name,
      List<OverrideValue> positional,
      Map<String, OverrideValue> named,
      RandomGenerator random) {
    Definition definition = TABLE.get(name);
    if (definition == null) {
      throw new FunctionException(
          "Unknown function '"
              + Excerpt.brief(name)
              + "'. Available: "
              + String.join(", ", TABLE.keySet())
              + ". Quote the text if it is no call",
          Suggestions.nearest(Excerpt.brief(name), TABLE.keySet()));
    }
    List<OverrideValue> arguments = new ArrayList<>(positional);
    if (!name.equals(EXTEND_LIST)) {
      arguments.replaceAll(Functions::unquoted);
    }
    named.replaceAll((key, value) -> unquoted(value));
    return definition.body().apply(definition.signature().bind(arguments, named), random);
  }

  private static OverrideValue unquoted(OverrideValue value) {
    return value instanceof OverrideValue.Quoted quoted
        ? new OverrideValue.Scalar(quoted.text())
        : value;
  }
}
