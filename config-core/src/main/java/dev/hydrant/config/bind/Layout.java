package dev.hydrant.config.bind;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is read of a record: its members, the keys that lie at its level, and how one is made.
 *
 * @param keys with aliases and the keys of flattened records
 * @param rest whether a flattened map takes all other keys
 */
record Layout(List<Member> members, Set<String> keys, boolean rest, Maker maker) {

  static Layout of(Class<?> type, List<Member> members) {
    Set<String> keys = new LinkedHashSet<>();
    boolean rest = false;
    for (Member member : members) {
      if (!member.flat()) {
        member.keys().forEach(key -> add(keys, key, type));
      } else if (member.shape() instanceof RecordShape inner) {
        inner.layout().keys().forEach(key -> add(keys, key, type));
        rest |= inner.layout().rest();
      } else if (member.shape() instanceof MapShape) {
        rest = true;
      } else {
        throw new IllegalArgumentException(
            type.getSimpleName() + ": only a record or a map can be flattened");
      }
    }
    return new Layout(
        List.copyOf(members), Collections.unmodifiableSet(keys), rest, Maker.of(type));
  }

  private static void add(Set<String> keys, String key, Class<?> type) {
    if (!keys.add(key)) {
      throw new IllegalArgumentException(
          type.getSimpleName() + ": two components have the key '" + key + "'");
    }
  }

  /** The entries that no component knows. */
  Map<Object, Node> left(MapNode map, Set<String> foreign) {
    Map<Object, Node> left = new LinkedHashMap<>(map.entries());
    left.keySet().removeIf(key -> keys.contains(key) || foreign.contains(key));
    return left;
  }

  Object make(Object[] values, MapNode map, Site site) {
    return maker.make(values, this, map, site);
  }

  /** The chief keys in order, flattened ones where their record stands. */
  List<String> chiefKeys() {
    List<String> chief = new ArrayList<>();
    for (Member member : members) {
      if (!member.flat()) {
        chief.add(member.key());
      } else if (member.shape() instanceof RecordShape inner) {
        chief.addAll(inner.layout().chiefKeys());
      }
    }
    return chief;
  }
}
