package dev.hydrant.trainer.data.hdf5;

import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file will hold. */
sealed interface Hdf5Node {
  /** Small named values. */
  Map<String, Object> attributes();

  /** Checks that a file holds what it should. */
  void compare(Hdf5File file, String path);

  /**
   * An array.
   *
   * @param flat its elements, row-major
   * @param bytes of one element, 0 for texts
   */
  record Values(Object flat, int[] shape, int bytes, Map<String, Object> attributes)
      implements Hdf5Node {
    /** Bytes of a chunk, about. */
    private static final int CHUNK = 1 << 18;

    /** Smaller datasets are not worth a chunk. */
    private static final int SMALL = 1 << 12;

    private static final int GZIP = 4;

    void write(WritableGroup group, String name) {
      Object data = nested(flat, shape, 0, 0);
      boolean small = (long) Array.getLength(flat) * bytes < SMALL;
      WritableDataset made =
          small ? group.putDataset(name, data) : group.putDataset(name, data, compressed());
      attributes.forEach(made::putAttribute);
    }

    private DatasetCreationOptions compressed() {
      int[] chunk = shape.clone();
      long row = Arrays.stream(shape).skip(1).asLongStream().reduce(bytes, (a, b) -> a * b);
      chunk[0] = (int) Math.max(1, Math.min(shape[0], CHUNK / row));
      return DatasetCreationOptions.builder()
          .chunkDimensions(chunk)
          .shuffle()
          .deflate(GZIP)
          .build();
    }

    /** Java's nested arrays, which jHDF takes, from a flat one. */
    private static Object nested(Object flat, int[] shape, int dimension, int from) {
      if (shape.length == 1) {
        return flat;
      }
      Class<?> element = flat.getClass().getComponentType();
      if (dimension == shape.length - 1) {
        Object row = Array.newInstance(element, shape[dimension]);
        System.arraycopy(flat, from, row, 0, shape[dimension]);
        return row;
      }
      int step = 1;
      for (int i = dimension + 1; i < shape.length; i++) {
        step *= shape[i];
      }
      int[] outer = new int[shape.length - dimension];
      outer[0] = shape[dimension];
      Object out = Array.newInstance(element, outer);
      for (int i = 0; i < shape[dimension]; i++) {
        Array.set(out, i, nested(flat, shape, dimension + 1, from + i * step));
      }
      return out;
    }

    @Override
    public void compare(Hdf5File file, String path) {
      long[] wanted = Arrays.stream(shape).asLongStream().toArray();
      if (!Arrays.equals(file.dataset(path).shape(), wanted)) {
        throw new IllegalStateException(path + " was not written as it should be");
      }
      Group.compareAttributes(this, file, path);
    }
  }

  /**
   * Groups and arrays by name.
   *
   * @param children in their order
   */
  record Group(Map<String, Hdf5Node> children, Map<String, Object> attributes) implements Hdf5Node {
    Group() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** The group of a path, made if there is none. */
    private Group group(List<String> path) {
      Group group = this;
      for (String part : path) {
        Hdf5Node next = group.children.computeIfAbsent(part, p -> new Group());
        if (!(next instanceof Group inner)) {
          throw new IllegalArgumentException(
              String.join("/", path) + ": " + part + " is a dataset");
        }
        group = inner;
      }
      return group;
    }

    void put(List<String> path, Values values) {
      String whole = String.join("/", path);
      if (path.isEmpty()) {
        throw new IllegalArgumentException("a dataset needs a name");
      }
      Group group = group(path.subList(0, path.size() - 1));
      if (group.children.putIfAbsent(path.get(path.size() - 1), values) != null) {
        throw new IllegalArgumentException(whole + " was written before");
      }
    }

    /** The node of a path, or null. */
    Hdf5Node find(List<String> path) {
      Hdf5Node node = this;
      for (String part : path) {
        node = node instanceof Group group ? group.children.get(part) : null;
      }
      return node;
    }

    /**
     * No group is empty, since each was made for a dataset: jHDF 0.13 writes a note of its own
     * behind the last dataset, over an empty group that comes after it.
     */
    void write(WritableGroup into) {
      children.forEach(
          (name, node) -> {
            if (node instanceof Group group) {
              group.write(into.putGroup(name));
            } else if (node instanceof Values values) {
              values.write(into, name);
            }
          });
      attributes.forEach(into::putAttribute);
    }

    @Override
    public void compare(Hdf5File file, String path) {
      children.forEach((name, node) -> node.compare(file, path + name + "/"));
      compareAttributes(this, file, path);
    }

    private static void compareAttributes(Hdf5Node node, Hdf5File file, String path) {
      if (!file.attributes(path).names().containsAll(node.attributes().keySet())) {
        throw new IllegalStateException("the attributes of " + path + " were not written");
      }
    }
  }
}
