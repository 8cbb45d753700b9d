package dev.hydrant.config.resolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an expression evaluates to. Only a {@link Place} can be looked into by references; a plain
 * list or map is a written argument, or the result of a resolver, and is a value as a whole.
 */
sealed interface Value permits Place, Value.PlainList, Value.PlainMap {

  /** A list that is no part of a tree. */
  record PlainList(List<Value> items) implements Value {
    public PlainList {
      items = List.copyOf(items);
    }
  }

  /** A map that is no part of a tree; its keys may be null. */
  record PlainMap(Map<Object, Value> entries) implements Value {
    public PlainMap {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }
}
