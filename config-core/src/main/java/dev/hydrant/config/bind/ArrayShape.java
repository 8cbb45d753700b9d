package dev.hydrant.config.bind;

import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** An array, of primitives too, written as a list. */
record ArrayShape(Class<?> component, ListShape list) implements Shape {
  @Override
  public Object bind(Node node, Site site) {
    Object value = list.bind(node, site);
    if (value == Site.FAILED) {
      return value;
    }
    List<?> items = (List<?>) value;
    Object array = Array.newInstance(component, items.size());
    for (int i = 0; i < items.size(); i++) {
      Array.set(array, i, items.get(i));
    }
    return array;
  }

  @Override
  public Node unbind(Object array, Origin origin) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      items.add(Array.get(array, i));
    }
    return list.unbind(items, origin);
  }

  @Override
  public String expected() {
    return list.expected();
  }
}
