package dev.hydrant.trainer.data.hdf5;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An HDF5 file, read only.
 *
 * <pre>{@code
 * try (Hdf5File file = Hdf5File.open(Path.of("features.h5"))) {
 *   for (String family : file.list("/features")) {
 *     Hdf5Dataset x = file.dataset("/features/" + family + "/aggregated/features");
 *     float[] values = x.floats(); // [N, D], row-major
 *   }
 * }
 * }</pre>
 *
 * <p>Any thread may read; the file is read by one thread of its own, so that readers neither
 * disturb each other nor close the file when they are interrupted.
 */
public final class Hdf5File implements AutoCloseable {
  private final Path path;
  private final HdfFile file;
  private final Hdf5Thread thread;

  private Hdf5File(Path path, HdfFile file, Hdf5Thread thread) {
    this.path = path;
    this.file = file;
    this.thread = thread;
  }

  /**
   * Opens a file.
   *
   * @throws DataException if it is missing, damaged, or no HDF5 file
   */
  public static Hdf5File open(Path path) {
    Hdf5Length.check(SizedFile.open(path));
    Hdf5Thread thread = new Hdf5Thread(path);
    try {
      return new Hdf5File(path, thread.call("", () -> new HdfFile(path)), thread);
    } catch (RuntimeException e) {
      thread.close();
      throw e;
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /**
   * The names of the groups and datasets in a group, in alphabetical order.
   *
   * @param group such as {@code /} or {@code /features}
   */
  public List<String> list(String group) {
    return thread.call(group, () -> List.copyOf(children(group(group))));
  }

  private static List<String> children(Group group) {
    return group.getChildren().keySet().stream().sorted().toList();
  }

  /** Whether there is a group or a dataset. */
  public boolean has(String name) {
    return thread.call(name, () -> find(name) != null);
  }

  /** Whether there is a dataset of this name, not a group. */
  public boolean hasDataset(String name) {
    return thread.call(name, () -> find(name) instanceof Dataset);
  }

  /**
   * A dataset; nothing but its description is read yet.
   *
   * @param name such as {@code /features/summary}
   * @throws DataException if there is none; the message names those that there are
   */
  public Hdf5Dataset dataset(String name) {
    return thread.call(
        name,
        () -> {
          if (need(name) instanceof Dataset dataset) {
            return new Hdf5Dataset(path + ", dataset " + name, name, dataset, thread);
          }
          throw new DataException(
              "%s: %s is a group, not a dataset; it holds %s"
                  .formatted(path, name, Hdf5Names.list(children(group(name)))));
        });
  }

  /** The attributes of a group or a dataset. */
  public Hdf5Attributes attributes(String name) {
    return thread.call(name, () -> Hdf5Attributes.of(path + ", " + name, need(name)));
  }

  private Group group(String name) {
    if (need(name) instanceof Group group) {
      return group;
    }
    throw new DataException(path + ": " + name + " is a dataset, not a group");
  }

  private Node need(String name) {
    Node node = find(name);
    if (node != null) {
      return node;
    }
    Group deepest = file;
    String where = "/";
    for (String part : Hdf5Names.parts(name)) {
      if (!(deepest.getChild(part) instanceof Group next)) {
        break;
      }
      deepest = next;
      where = where.equals("/") ? where + part : where + "/" + part;
    }
    throw new DataException(
        "%s has no %s; %s holds %s"
            .formatted(path, name, where, Hdf5Names.list(children(deepest))));
  }

  /** The node of a name, or null. */
  private Node find(String name) {
    Node node = file;
    for (String part : Hdf5Names.parts(name)) {
      if (!(node instanceof Group group)) {
        return null;
      }
      node = group.getChild(part);
    }
    return node;
  }

  /** The paths of all datasets, in alphabetical order. */
  public List<String> datasets() {
    return thread.call(
        "/",
        () -> {
          List<String> found = new ArrayList<>();
          collect(file, "", found);
          return found.stream().sorted().toList();
        });
  }

  private static void collect(Group group, String prefix, List<String> found) {
    group
        .getChildren()
        .forEach(
            (name, node) -> {
              if (node instanceof Group inner && !node.isLink()) {
                collect(inner, prefix + "/" + name, found);
              } else if (node instanceof Dataset) {
                found.add(prefix + "/" + name);
              }
            });
  }

  /** Lets go of the file. A second call does nothing. */
  @Override
  public void close() {
    thread.close(file::close);
  }
}
