package dev.hydrant.config.grammar;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;

/**
 * One override as data. Whether its key is a config group or a place in the tree is not known here.
 *
 * @param input as typed
 * @param key a dotted path or a group, {@code db.port} or {@code db/engine}; may be empty
 * @param pkg the package after {@code @}, null without one
 * @param value null only for a deletion without a value, {@code ~key}
 */
public record ParsedOverride(
    String input, OverrideType type, String key, String pkg, OverrideValue value) {

  /** The kind of the value, null for a deletion without one. */
  public ValueType valueType() {
    if (value == null) {
      return null;
    }
    if (value instanceof SweepValue.Choice choice) {
      return choice.simple() ? ValueType.SIMPLE_CHOICE_SWEEP : ValueType.CHOICE_SWEEP;
    }
    if (value instanceof SweepValue.Glob) {
      return ValueType.GLOB_CHOICE_SWEEP;
    }
    if (value instanceof SweepValue.Range) {
      return ValueType.RANGE_SWEEP;
    }
    return value instanceof SweepValue.Interval ? ValueType.INTERVAL_SWEEP : ValueType.ELEMENT;
  }

  /** Whether the value stands for several, so that the override belongs to a sweep. */
  public boolean isSweep() {
    return value instanceof SweepValue;
  }

  /** Whether the override is for the application harness, {@code hydra.x} or {@code hydra/x}. */
  public boolean isHydra() {
    return key.startsWith("hydra.") || key.startsWith("hydra/");
  }

  /** The key with its package, {@code db@src}. */
  public String qualifiedKey() {
    return pkg == null ? key : key + "@" + pkg;
  }

  /**
   * The key with prefix and package, {@code +db@src}: overrides with the same one replace another.
   */
  public String keyElement() {
    return type.prefix() + qualifiedKey();
  }

  /**
   * The value as text that parses back to it; {@code null} where there is none.
   *
   * @throws IllegalArgumentException for a sweep
   */
  public String valueString() {
    if (isSweep()) {
      throw new IllegalArgumentException("a sweep is no single value: " + input);
    }
    return value == null ? "null" : ValueText.of(value);
  }

  /** Where the value was written. */
  public Origin origin() {
    return Origin.of("override '" + Excerpt.brief(input) + "'");
  }

  /**
   * The value as a node: {@code ???} is missing, a string with <code>${</code> an interpolation.
   * For a deletion without a value null.
   *
   * @throws dev.hydrant.config.error.ConfigCompositionException if the value holds a sweep, a null
   *     key, or an interpolation of bad syntax
   */
  public Node toNode() {
    return value == null ? null : new ValueNodes(origin()).node(value);
  }
}
