package dev.hydrant.config.bind;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.LoneValue;
import dev.hydrant.config.suggest.Suggestions;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A record, by the keys of its components. Its members are read at first use, so that a record may
 * contain itself in a list or an optional.
 */
public final class RecordShape implements Shape {
  private final Class<?> type;
  private volatile Layout layout;

  RecordShape(Class<?> type) {
    this.type = type;
  }

  Class<?> type() {
    return type;
  }

  String doc() {
    Doc doc = type.getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }

  Layout layout() {
    Layout known = layout;
    if (known == null) {
      List<Member> members = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        members.add(Member.of(type, component));
      }
      known = Layout.of(type, members);
      layout = known;
    }
    return known;
  }

  /** The member that a lone value is for, or null. */
  Member lone() {
    LoneValue key = type.getAnnotation(LoneValue.class);
    if (key == null) {
      return null;
    }
    return layout().members().stream()
        .filter(m -> !m.flat() && m.key().equals(key.value()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    type.getSimpleName()
                        + ": @LoneValue names the unknown key '"
                        + key.value()
                        + "'"));
  }

  @Override
  public Object bind(Node node, Site site) {
    return bind(node, site, Set.of());
  }

  /** Binds a mapping in which the given keys mean something to the caller. */
  Object bind(Node node, Site site, Set<String> foreign) {
    if (node instanceof ScalarNode && lone() != null && foreign.isEmpty()) {
      return bind(new MapNode(Map.of(lone().key(), node), node.origin()), site);
    }
    if (!(node instanceof MapNode map)) {
      return site.mismatch(node, expected());
    }
    Layout layout = layout();
    boolean known = layout.rest() || site.lenient() || reportUnknown(map, layout, site, foreign);
    Object value = bindMembers(map, site, foreign);
    return known ? value : Site.FAILED;
  }

  private static boolean reportUnknown(MapNode map, Layout layout, Site site, Set<String> foreign) {
    boolean known = true;
    for (Map.Entry<Object, Node> entry : map.entries().entrySet()) {
      Object key = entry.getKey();
      if (!layout.keys().contains(key) && !foreign.contains(key)) {
        List<String> near = Suggestions.nearest(key.toString(), layout.keys());
        String fact =
            near.isEmpty()
                ? "unknown key. " + Suggestions.available(layout.chiefKeys())
                : "unknown key";
        site.child(key).report(fact, entry.getValue().origin(), near);
        known = false;
      }
    }
    return known;
  }

  private Object bindMembers(MapNode map, Site site, Set<String> foreign) {
    List<Member> members = layout().members();
    Object[] values = new Object[members.size()];
    boolean whole = true;
    for (int i = 0; i < values.length; i++) {
      values[i] = bindMember(members.get(i), map, site, foreign);
      whole &= values[i] != Site.FAILED;
    }
    return whole && !site.partial() ? layout().make(values, map, site) : Site.FAILED;
  }

  private Object bindMember(Member member, MapNode map, Site site, Set<String> foreign) {
    if (member.flat()) {
      return member.shape() instanceof RecordShape inner
          ? inner.bindMembers(map, site, foreign)
          : ((MapShape) member.shape()).bindEntries(layout().left(map, foreign), site);
    }
    String given = givenKey(member, map, site);
    if (given != null) {
      return site.child(given).bind(member.shape(), map.get(given));
    }
    if (member.standardText() != null) {
      return member.standard();
    }
    return member.shape() instanceof OptionalShape optional
        ? optional.empty()
        : site.child(member.key()).absent(member.shape().expected(), map.origin());
  }

  /** The key under which a member is given, or null; two with different values are reported. */
  private static String givenKey(Member member, MapNode map, Site site) {
    String given = null;
    for (String key : member.keys()) {
      Node node = map.get(key);
      if (node != null && given == null) {
        given = key;
      } else if (node != null && !node.equals(map.get(given))) {
        String fact =
            "also given as " + given + " (" + map.get(given).origin() + "); keep one of the two";
        site.child(key).report(fact, node.origin(), List.of());
      }
    }
    return given;
  }

  @Override
  public MapNode unbind(Object value, Origin origin) {
    Map<Object, Node> entries = new LinkedHashMap<>();
    Layout layout = layout();
    for (int i = 0; i < layout.members().size(); i++) {
      Member member = layout.members().get(i);
      Node node = member.shape().unbind(layout.maker().component(i, value), origin);
      if (member.flat()) {
        entries.putAll(((MapNode) node).entries());
      } else {
        entries.put(member.key(), node);
      }
    }
    return new MapNode(entries, origin);
  }

  @Override
  public String expected() {
    List<String> keys = layout().chiefKeys().stream().limit(6).toList();
    String mapping = "a mapping with keys such as " + String.join(", ", keys);
    return lone() == null ? mapping : lone().shape().expected() + ", or " + mapping;
  }
}
