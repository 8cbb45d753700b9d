package dev.hydrant.config.resolve;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.MissingNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys and environment variables whose values are secret: programs get them, everything that is
 * written shows {@code ***}.
 *
 * <p>A pattern is a name in which {@code *} stands for any characters. It is compared with a key's
 * last step, or with the whole dotted key if it has a dot; case, {@code _} and {@code -} do not
 * matter, so that {@code *apikey*} finds {@code WANDB_API_KEY}. A pattern with a capital is
 * compared letter by letter: {@code *_TOKEN} finds {@code HF_TOKEN} but not {@code pad_token}.
 */
public final class SecretKeys {
  /** No key is secret. */
  public static final SecretKeys NONE = new SecretKeys(List.of());

  /** What people call their secrets. */
  public static final SecretKeys STANDARD =
      NONE.with(
          List.of(
              "*password*",
              "*passwd*",
              "*passphrase*",
              "*secret*",
              "*apikey*",
              "*accesskey*",
              "*privatekey*",
              "*credential*",
              "*authtoken*",
              "*accesstoken*",
              "*_TOKEN"));

  private static final Pattern INNER_KEY = Pattern.compile("([\\w.-]+)\\s*:");

  private static final String OVERRIDE = "override '";

  private record Rule(Pattern pattern, boolean exact, boolean dotted) {}

  private final List<Rule> rules;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  private SecretKeys(List<Rule> rules) {
    this.rules = rules;
  }

  /** These and more patterns. */
  public SecretKeys with(List<String> patterns) {
    List<Rule> all = new ArrayList<>(rules);
    for (String pattern : patterns) {
      boolean exact = !pattern.equals(pattern.toLowerCase(Locale.ROOT));
      String text = exact ? pattern : plain(pattern);
      String regex = Pattern.quote(text).replace("*", "\\E.*\\Q");
      all.add(new Rule(Pattern.compile(regex), exact, pattern.indexOf('.') >= 0));
    }
    return new SecretKeys(List.copyOf(all));
  }

  private static String plain(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** Whether the value at a dotted key, or of a variable of this name, is secret. */
  public boolean matches(String key) {
    if (rules.isEmpty()) {
      return false;
    }
    if (known.size() > 10_000) {
      known.clear();
    }
    return known.computeIfAbsent(key, this::find);
  }

  private boolean find(String key) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    for (Rule rule : rules) {
      String name = rule.dotted() ? key : last;
      if (rule.pattern().matcher(rule.exact() ? name : plain(name)).matches()) {
        return true;
      }
    }
    return false;
  }

  /** The tree with its secret values marked; the tree itself when it has none. */
  public Node mark(Node tree) {
    return rules.isEmpty() ? tree : mark(tree, "");
  }

  /** The tree with {@code ???} where a secret value was masked when it was written. */
  public Node withoutMasks(Node tree) {
    if (tree instanceof MapNode map) {
      Map<Object, Node> entries = new LinkedHashMap<>();
      map.entries().forEach((key, value) -> entries.put(key, unmasked(String.valueOf(key), value)));
      return new MapNode(entries, map.origin());
    }
    return tree instanceof ListNode list
        ? new ListNode(list.items().stream().map(this::withoutMasks).toList(), list.origin())
        : tree;
  }

  private Node unmasked(String key, Node value) {
    boolean masked = value instanceof ScalarNode s && ScalarNode.MASK.equals(s.value());
    return masked && matches(key) ? new MissingNode(value.origin()) : withoutMasks(value);
  }

  private Node mark(Node node, String path) {
    if (node instanceof MapNode map) {
      Map<Object, Node> changed = null;
      for (Map.Entry<Object, Node> e : map.entries().entrySet()) {
        String key = path.isEmpty() ? String.valueOf(e.getKey()) : path + "." + e.getKey();
        Node marked =
            matches(key) ? withPlace(Secrets.marked(e.getValue())) : mark(e.getValue(), key);
        if (marked != e.getValue()) {
          changed = changed == null ? new LinkedHashMap<>(map.entries()) : changed;
          changed.put(e.getKey(), marked);
        }
      }
      return changed == null ? map : withPlace(new MapNode(changed, map.origin()));
    }
    if (node instanceof ListNode list) {
      List<Node> items = new ArrayList<>(list.items().size());
      boolean changed = false;
      for (Node item : list.items()) {
        Node marked = mark(item, path);
        changed |= marked != item;
        items.add(marked);
      }
      return changed ? withPlace(new ListNode(items, list.origin())) : list;
    }
    return node;
  }

  /** A node whose origin, which may be an override, does not show the secret either. */
  private Node withPlace(Node node) {
    Origin origin = node.origin();
    String place = shownPlace(origin.source());
    if (place.equals(origin.source())) {
      return node;
    }
    Origin shown = new Origin(place, origin.line(), origin.column());
    if (node instanceof ScalarNode scalar) {
      return new ScalarNode(scalar.value(), shown, scalar.secret());
    }
    if (node instanceof MapNode map) {
      Map<Object, Node> entries = new LinkedHashMap<>();
      map.entries().forEach((key, value) -> entries.put(key, withPlace(value)));
      return new MapNode(entries, shown);
    }
    return node instanceof ListNode list
        ? new ListNode(list.items().stream().map(this::withPlace).toList(), shown)
        : node;
  }

  /** A place in words, in which an override may be: {@code override 'db.password=***'}. */
  public String shownPlace(String place) {
    boolean override = place.startsWith(OVERRIDE) && place.endsWith("'");
    return override
        ? OVERRIDE + shown(place.substring(OVERRIDE.length(), place.length() - 1)) + "'"
        : place;
  }

  /** The dotted keys of the values of a tree that are marked. */
  public static List<String> markedKeys(Node tree) {
    List<String> keys = new ArrayList<>();
    collect(tree, "", keys);
    return keys;
  }

  private static void collect(Node node, String path, List<String> keys) {
    if (node instanceof ScalarNode scalar && scalar.secret()) {
      keys.add(path);
    } else if (node instanceof MapNode map) {
      map.entries()
          .forEach(
              (key, value) -> collect(value, path.isEmpty() ? "" + key : path + "." + key, keys));
    } else if (node instanceof ListNode list) {
      for (int i = 0; i < list.items().size(); i++) {
        collect(list.items().get(i), path + "[" + i + "]", keys);
      }
    }
  }

  /** An override as it may be shown: {@code db.password=***}; an interpolation says no secret. */
  public String shown(String override) {
    int equals = override.indexOf('=');
    if (rules.isEmpty() || equals < 0) {
      return override;
    }
    String key = override.substring(0, equals).replaceFirst("^[+~]+", "");
    String value = override.substring(equals + 1);
    boolean secret = matches(key) && !value.startsWith("${") && !value.isEmpty();
    for (Matcher inner = INNER_KEY.matcher(value); !secret && inner.find(); ) {
      secret = value.indexOf('{') >= 0 && matches(inner.group(1));
    }
    return secret ? override.substring(0, equals + 1) + ScalarNode.MASK : override;
  }
}
