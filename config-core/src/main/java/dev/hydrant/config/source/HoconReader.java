package dev.hydrant.config.source;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.scalar.YamlNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads HOCON with typesafe-config. Substitutions are not resolved within the file: <code>${a.b}
 * </code> becomes an interpolation of the composed tree, as it is in YAML. {@code include} is
 * refused, because the defaults list says which files belong together. Lists and objects put
 * together with substitutions ({@code +=}, <code>${a} {…}</code>) are resolved within the file.
 *
 * <p>The library keeps no order of keys and no columns; keys are ordered by line, and within a line
 * by where their text stands in it.
 */
final class HoconReader {
  private final String source;
  private final Strings strings;
  private final Budget budget;
  private final HoconKeyOrder order;
  private final KeyTrail path = new KeyTrail();
  private final HoconConcatenation concatenation;
  private int nodes;
  private int depth;

  private HoconReader(
      String text, String source, InterpolationSyntax syntax, Budget budget, ConfigObject root) {
    this.source = source;
    this.concatenation = new HoconConcatenation(root);
    this.strings = new Strings(syntax);
    this.budget = budget;
    this.order = new HoconKeyOrder(text);
  }

  /**
   * Reads a text.
   *
   * @throws ConfigLoadException if the text is no HOCON or beyond the budget
   */
  static Node read(String text, String source, InterpolationSyntax syntax, Budget budget) {
    budget.checkLength(text, source);
    checkBrackets(text, source, budget.depth());
    HoconRepeats.check(text, source);
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(source)
            .setIncluder(new RefusingIncluder(source));
    try {
      ConfigObject root = ConfigFactory.parseString(text, options).root();
      HoconReader reader = new HoconReader(text, source, syntax, budget, root);
      return reader.object(root, new Origin(source, 1, 0));
    } catch (ConfigException e) {
      int line = e.origin() == null ? 0 : Math.max(e.origin().lineNumber(), 0);
      throw new ConfigLoadException(
          "This is no HOCON: " + withoutPlace(e, source),
          new Origin(source, line, 0),
          List.of(),
          e);
    } catch (StackOverflowError e) {
      throw new ConfigLoadException("Keys are nested too deeply.", Origin.of(source));
    }
  }

  /** The library's parser is recursive, so nesting is limited before it runs. */
  private static void checkBrackets(String text, String source, int limit) {
    int open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (open > limit) {
        throw new ConfigLoadException(
            "brackets nested deeper than the limit of " + limit, Origin.of(source));
      }
    }
  }

  private static String withoutPlace(ConfigException e, String source) {
    String message = e.getMessage();
    String prefix = source + ": ";
    return message.startsWith(prefix)
        ? message.substring(prefix.length()).replaceFirst("^[0-9-]+: ", "")
        : message;
  }

  private Node value(ConfigValue from) {
    Origin origin = new Origin(source, Math.max(from.origin().lineNumber(), 0), 0);
    if (++nodes > budget.nodes()) {
      throw new ConfigLoadException("more than " + budget.nodes() + " values", origin);
    }
    if (from instanceof ConfigObject object) {
      return object(object, origin);
    }
    if (from instanceof ConfigList list) {
      return list(list, origin);
    }
    if (HoconSubstitution.isIn(from)) {
      Optional<ConfigValue> whole = concatenation.resolved(from, path.steps());
      if (whole.isPresent()) {
        return value(whole.get());
      }
      String rendered = from.render(ConfigRenderOptions.concise());
      return strings.node(HoconSubstitution.toInterpolation(rendered, origin), origin, path);
    }
    return switch (from.valueType()) {
      case STRING -> strings.node((String) from.unwrapped(), origin, path);
      case NUMBER -> new ScalarNode(number(from), origin);
      default -> new ScalarNode(from.unwrapped(), origin);
    };
  }

  /** The library takes 1e3 for an int, but remembers the text, which it gives as a string. */
  private static Object number(ConfigValue from) {
    String text = from.atKey("number").getString("number");
    boolean whole = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    return whole ? YamlNumbers.parseDecimal(text) : (Object) Double.parseDouble(text);
  }

  private Node object(ConfigObject from, Origin origin) {
    enter(origin);
    Map<Object, Node> entries = new LinkedHashMap<>();
    for (String key : order.keys(from)) {
      path.push(key);
      entries.put(key, value(from.get(key)));
      path.pop();
    }
    depth--;
    return new MapNode(entries, origin);
  }

  private Node list(ConfigList from, Origin origin) {
    enter(origin);
    List<Node> items = new ArrayList<>(from.size());
    for (ConfigValue item : from) {
      path.push(items.size());
      items.add(value(item));
      path.pop();
    }
    depth--;
    return new ListNode(items, origin);
  }

  private void enter(Origin origin) {
    if (++depth > budget.depth()) {
      throw new ConfigLoadException(
          "values nested deeper than the limit of " + budget.depth(), origin);
    }
  }
}
