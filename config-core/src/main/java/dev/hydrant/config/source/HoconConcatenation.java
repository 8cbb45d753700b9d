package dev.hydrant.config.source;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lists and objects that are put together with substitutions: {@code a += 1}, {@code a = ${a} [1]},
 * <code>b = ${a} {x: 1}</code>. Interpolations make texts only, so these are resolved as the
 * library does it, within their file; the environment has no say here.
 */
final class HoconConcatenation {
  private final ConfigObject root;
  private Config resolved;

  HoconConcatenation(ConfigObject root) {
    this.root = root;
  }

  /** The list or object that a value stands for; empty if it is a text or refers elsewhere. */
  Optional<ConfigValue> resolved(ConfigValue unresolved, List<Object> path) {
    String rendered = unresolved.render(ConfigRenderOptions.concise());
    boolean lone = rendered.startsWith("${") && rendered.indexOf('}') == rendered.length() - 1;
    if (lone && !refersToItself(rendered, path)) {
      return Optional.empty();
    }
    Optional<ConfigValue> appended = appended(rendered, path);
    if (appended.isPresent()) {
      return appended;
    }
    try {
      if (resolved == null) {
        resolved =
            root.toConfig().resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true));
      }
      ConfigValue at = resolved.root();
      for (Object step : path) {
        at =
            at instanceof ConfigList list
                ? list.get((Integer) step)
                : ((ConfigObject) at).get(step);
      }
      boolean whole = at instanceof ConfigList || at instanceof ConfigObject;
      whole |= refersToItself(rendered, path) && !HoconSubstitution.isIn(at);
      return whole ? Optional.of(at) : Optional.empty();
    } catch (ConfigException | ClassCastException | NullPointerException e) {
      return Optional.empty(); // a cycle, or what only the composed tree knows
    }
  }

  /** A list that was only appended to: its pieces in a row, without the library's cubic time. */
  private static Optional<ConfigValue> appended(String rendered, List<Object> path) {
    String key = String.join(".", path.stream().map(String::valueOf).toList());
    StringBuilder pieces = new StringBuilder("list=");
    for (String value : HoconSubstitution.values(rendered)) {
      String own = value.replaceFirst("^\\$\\{\\??" + Pattern.quote(key) + "}", "");
      boolean follows = !own.equals(value) || pieces.length() == "list=".length();
      if (!follows || !own.startsWith("[") || own.contains("${")) {
        return Optional.empty();
      }
      pieces.append(own);
    }
    return Optional.of(ConfigFactory.parseString(pieces.toString()).getValue("list"));
  }

  /** A key that is made of what it was before: only its file knows that. */
  private static boolean refersToItself(String rendered, List<Object> path) {
    String key = String.join(".", path.stream().map(String::valueOf).toList());
    return rendered.contains("${" + key + "}") || rendered.contains("${?" + key + "}");
  }
}
