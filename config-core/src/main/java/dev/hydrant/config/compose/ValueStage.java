package dev.hydrant.config.compose;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.grammar.OverrideType;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.override.KeyHints;
import dev.hydrant.config.override.ValueOverrides;
import dev.hydrant.config.resolve.ResolutionContext;
import java.util.List;
import java.util.Set;

/** Applies value overrides to the tree of a plan, keeping typed places typed. */
final class ValueStage {
  /** Keys that are known but not there until someone sets them, for Hydra does not have them. */
  private static final Set<String> ABSENT = Set.of("hydra.sweep.fail_fast");

  private final ResolutionContext context;
  private final Plan plan;
  private final Synonyms synonyms;
  private final KeyHints hints;

  ValueStage(ResolutionContext context, Plan plan, Synonyms synonyms, KeyHints hints) {
    this.context = context;
    this.plan = plan;
    this.synonyms = synonyms;
    this.hints = hints;
  }

  MapNode apply(List<ParsedOverride> overrides) {
    return applyNamed(overrides.stream().map(o -> synonyms.byNamesOf(plan.merged(), o)).toList());
  }

  private MapNode applyNamed(List<ParsedOverride> overrides) {
    MapNode tree = plan.merged();
    int from = 0;
    for (int i = 0; i < overrides.size(); i++) {
      ParsedOverride override = known(overrides.get(i));
      if (isTyped(override)) {
        tree = override(tree, overrides.subList(from, i));
        tree = applyTyped(tree, override);
        from = i + 1;
      }
    }
    return override(tree, overrides.subList(from, overrides.size()));
  }

  private static ParsedOverride known(ParsedOverride o) {
    return o.type() == OverrideType.CHANGE && ABSENT.contains(o.key())
        ? new ParsedOverride(o.input(), OverrideType.FORCE_ADD, o.key(), o.pkg(), o.value())
        : o;
  }

  private boolean isTyped(ParsedOverride override) {
    String key = override.key();
    for (TypedPlace place : plan.types()) {
      String top = place.path().get(0);
      if (key.startsWith(top)
          && (key.length() == top.length() || key.charAt(top.length()) == '.')) {
        return true;
      }
    }
    return false;
  }

  private MapNode applyTyped(MapNode tree, ParsedOverride override) {
    if (override.type() == OverrideType.DEL) {
      List<String> keys = List.of(override.key().split("\\."));
      for (TypedPlace place : plan.types()) {
        if (place.declares(keys)) {
          throw new ConfigCompositionException(
              "Error merging override "
                  + override.input()
                  + ": '"
                  + override.key()
                  + "' is part of Hydra's own configuration and cannot be deleted.",
              override.origin());
        }
      }
    }
    MapNode changed = override(tree, List.of(override));
    try {
      for (TypedPlace place : plan.types()) {
        changed = place.check(changed, true);
      }
      return changed;
    } catch (ValueType.TypeMismatch e) {
      throw new ConfigCompositionException(
          "Error merging override " + override.input() + ": " + e.getMessage() + ".",
          override.origin(),
          e.suggestions);
    }
  }

  private MapNode override(MapNode tree, List<ParsedOverride> overrides) {
    return ValueOverrides.apply(tree, overrides, context, hints);
  }
}
