package dev.hydrant.config.override;

import dev.hydrant.config.error.ConfigCompositionException;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.InterpolationException;
import dev.hydrant.config.grammar.OverrideType;
import dev.hydrant.config.grammar.ParsedOverride;
import dev.hydrant.config.merge.TreeBuilder;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.resolve.Resolution;
import dev.hydrant.config.resolve.ResolutionContext;
import java.util.List;

/**
 * Value overrides on a composed tree, applied in the order given. The tree is closed: only {@code
 * +} and {@code ++} make new keys. What an override sets has {@code override 'a=1'} as its origin.
 */
public final class ValueOverrides {
  private final Edits edits;

  private ValueOverrides(MapNode tree, ResolutionContext context, KeyHints hints) {
    TreeBuilder builder = new TreeBuilder(tree, Resolution.dereferencer(context));
    this.edits = new Edits(builder, new Lookup(builder, context), hints);
  }

  /**
   * Returns the tree after all overrides.
   *
   * @param context what interpolations may know, where an override depends on one
   * @param hints for keys that are not there
   * @throws ConfigCompositionException if an override cannot be applied; it names the override and
   *     the nearest keys
   */
  public static MapNode apply(
      MapNode tree, List<ParsedOverride> overrides, ResolutionContext context, KeyHints hints) {
    if (overrides.isEmpty()) {
      return tree;
    }
    ValueOverrides application = new ValueOverrides(tree, context, hints);
    for (ParsedOverride override : overrides) {
      application.apply(override);
    }
    return application.edits.result();
  }

  private void apply(ParsedOverride override) {
    if (override.pkg() != null) {
      throw new ConfigCompositionException(
          "Override %s looks like a config group override, but config group '%s' does not exist."
              .formatted(override.input(), override.key()),
          override.origin());
    }
    try {
      edit(override);
    } catch (InterpolationException e) {
      throw new ConfigCompositionException(
          ConfigException.Stage.COMPOSE,
          "Error merging override " + override.input() + "\n" + e.fact(),
          e.origin(),
          e.suggestions(),
          e);
    }
  }

  private void edit(ParsedOverride override) {
    if (override.type() == OverrideType.CHANGE) {
      edits.update(override, false);
    } else if (override.type() == OverrideType.DEL) {
      edits.delete(override);
    } else if (override.type() == OverrideType.EXTEND_LIST) {
      edits.extend(override);
    } else {
      if (override.type() == OverrideType.ADD) {
        edits.checkIsNew(override);
      }
      edits.update(override, true);
    }
  }
}
