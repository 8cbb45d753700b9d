package dev.hydrant.trainer.data.hdf5;

import dev.hydrant.trainer.data.DataException;
import io.jhdf.api.Attribute;
import io.jhdf.api.Node;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The attributes of a group or a dataset: small named values. */
public final class Hdf5Attributes {
  private final String where;
  private final Map<String, Object> values;

  private Hdf5Attributes(String where, Map<String, Object> values) {
    this.where = where;
    this.values = values;
  }

  static Hdf5Attributes of(String where, Node node) {
    Map<String, Object> values = new TreeMap<>();
    for (Map.Entry<String, Attribute> e : node.getAttributes().entrySet()) {
      Object data = e.getValue().isEmpty() ? null : e.getValue().getData();
      if (data != null) {
        values.put(e.getKey(), data);
      }
    }
    return new Hdf5Attributes(where, values);
  }

  /** The names of those that hold something, in alphabetical order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** A text; empty if there is no attribute of this name. */
  public Optional<String> text(String name) {
    return texts(name).map(all -> single(name, all.length, all[0]));
  }

  /** Texts. */
  public Optional<String[]> texts(String name) {
    return value(name).map(v -> Hdf5Values.texts(at(name), v));
  }

  /** A number. */
  public Optional<Double> number(String name) {
    return numbers(name).map(all -> single(name, all.length, all[0]));
  }

  /** Numbers. */
  public Optional<double[]> numbers(String name) {
    return value(name).map(v -> Hdf5Values.doubles(at(name), v));
  }

  private Optional<Object> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private String at(String name) {
    return where + ", attribute " + name;
  }

  private <T> T single(String name, int count, T first) {
    if (count != 1) {
      throw new DataException("%s holds %d values, not one".formatted(at(name), count));
    }
    return first;
  }
}
