package dev.hydrant.config.write;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The order of a mapping's entries in output: as they are, or sorted as Python sorts keys. */
final class KeyOrder {
  private KeyOrder() {}

  /** Mixed strings and numbers do not compare in Python, and stay as they are. */
  static Collection<Map.Entry<Object, Node>> entries(MapNode map, boolean sort) {
    if (!sort) {
      return map.entries().entrySet();
    }
    List<Map.Entry<Object, Node>> entries = new ArrayList<>(map.entries().entrySet());
    long strings = entries.stream().filter(e -> e.getKey() instanceof String).count();
    if (strings == entries.size()) {
      entries.sort((a, b) -> compareCodePoints((String) a.getKey(), (String) b.getKey()));
    } else if (strings == 0) {
      entries.sort(Comparator.comparing(Map.Entry::getKey, KeyOrder::compareNumbers));
    }
    return entries;
  }

  private static int compareCodePoints(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean apart = Character.isSurrogate(x) != Character.isSurrogate(y);
        return apart ? (Character.isSurrogate(x) ? 1 : -1) : x - y;
      }
    }
    return a.length() - b.length();
  }

  private static int compareNumbers(Object a, Object b) {
    if (finite(a) && finite(b)) {
      return number(a).compareTo(number(b));
    }
    return Double.compare(approximate(a), approximate(b));
  }

  private static boolean finite(Object key) {
    return !(key instanceof Double d) || !d.isNaN() && !d.isInfinite();
  }

  private static BigDecimal number(Object key) {
    if (key instanceof Boolean b) {
      return b ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return key instanceof Double d ? new BigDecimal(d) : new BigDecimal(key.toString());
  }

  private static double approximate(Object key) {
    return key instanceof Double d ? d : number(key).doubleValue();
  }
}
