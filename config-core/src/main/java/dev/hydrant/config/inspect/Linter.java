package dev.hydrant.config.inspect;

import dev.hydrant.config.compose.Composed;
import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.explain.Finding;
import dev.hydrant.config.explain.Finding.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Composes a config with every option of every group it has, one group at a time, and groups of
 * options in turn; and says what does not compose, what leads nowhere and what changes nothing.
 * Combinations of options are not tried: their number has no bound.
 */
public final class Linter {
  /** Compositions beyond which no further options are tried. */
  private static final int MOST = 20_000;

  private final ConfigRepository repository;
  private final boolean canAppend;
  private final Function<List<String>, Composed> compose;
  private final Map<String, Finding> findings = new LinkedHashMap<>();
  private final Effects effects = new Effects();
  private final Usage usage;
  private final Deque<List<String>> waiting = new ArrayDeque<>();
  private final Set<String> tried = new HashSet<>();
  private int compositions;

  /**
   * Creates a linter of one config.
   *
   * @param canAppend whether groups can be added to it; those of a config in a folder would be
   *     looked for in that folder
   * @param compose composes it with overrides
   */
  public Linter(
      ConfigRepository repository, boolean canAppend, Function<List<String>, Composed> compose) {
    this.canAppend = canAppend;
    this.repository = repository;
    this.compose = compose;
    this.usage = new Usage(repository);
  }

  /** Checks the config, starting from some overrides. */
  public List<Finding> lint(List<String> overrides) {
    waiting.add(overrides);
    while (!waiting.isEmpty() && compositions++ < MOST) {
      visit(waiting.poll(), overrides);
    }
    if (canAppend) {
      addAppended(overrides);
    }
    while (!waiting.isEmpty() && compositions++ < MOST) {
      visit(waiting.poll(), overrides);
    }
    overridesWithoutEffect(overrides);
    effects.none().forEach(this::add);
    usage.unused().forEach(this::add);
    return List.copyOf(findings.values());
  }

  private void visit(List<String> overrides, List<String> given) {
    String context = String.join(" ", overrides.subList(given.size(), overrides.size()));
    Composed composed;
    try {
      composed = compose.apply(overrides);
    } catch (ConfigException e) {
      String place = e.origin() == null ? context : e.origin().toString();
      boolean isClash = e instanceof ConfigLoadException load && load.isClash();
      Kind kind = isAdded(context) && isClash ? Kind.UNFIT : Kind.BROKEN;
      add(new Finding(kind, place, e.fact(), context));
      return;
    }
    usage.add(composed);
    effects.add(composed);
    Dangling.in(composed, context).forEach(finding -> add(judged(finding)));
    for (String key : composed.plan().defaults().choices().keySet()) {
      if (!key.startsWith("hydra/")) {
        offer(key, "", overrides);
      }
    }
  }

  /** What an option that was made for another config lacks in this one is no fault of either. */
  private static Finding judged(Finding finding) {
    return isAdded(finding.context())
        ? new Finding(Kind.UNFIT, finding.place(), finding.fact(), finding.context())
        : finding;
  }

  private static boolean isAdded(String context) {
    return context.startsWith("+");
  }

  /** Queues every option of a group that has not been tried in this place. */
  private void offer(String key, String prefix, List<String> overrides) {
    int at = key.indexOf('@');
    String group = at < 0 ? key : key.substring(0, at);
    for (String option : repository.options(group)) {
      usage.tries(group + "/" + option);
      if (tried.add(key + "=" + option)) {
        List<String> more = new ArrayList<>(overrides);
        more.removeIf(override -> override.startsWith(key + "="));
        more.add(prefix + key + "=" + quoted(option));
        waiting.add(more);
      }
    }
  }

  /** Groups that stand in no defaults list are there to be added, as experiments are. */
  private void addAppended(List<String> overrides) {
    for (String group : usage.groupsOfUnused()) {
      offer(group, "+", overrides);
    }
  }

  private static String quoted(String option) {
    boolean plain = option.matches("[A-Za-z0-9_/.-]+") && !option.matches("[0-9.+-].*");
    return plain ? option : "'" + option.replace("'", "\\'") + "'";
  }

  private void overridesWithoutEffect(List<String> overrides) {
    for (String override : overrides) {
      List<String> without = new ArrayList<>(overrides);
      without.remove(override);
      try {
        if (same(compose.apply(without), compose.apply(overrides))) {
          String fact = "changes nothing: the configuration is the same without it";
          add(new Finding(Kind.NO_EFFECT, "override '" + override + "'", fact, ""));
        }
      } catch (ConfigException e) {
        continue; // it is needed, or the configuration is broken, which has been said
      }
    }
  }

  private static boolean same(Composed a, Composed b) {
    return Leaves.ofTask(a.tree()).equals(Leaves.ofTask(b.tree()));
  }

  private void add(Finding finding) {
    findings.putIfAbsent(finding.kind() + finding.place() + finding.fact(), finding);
  }
}
