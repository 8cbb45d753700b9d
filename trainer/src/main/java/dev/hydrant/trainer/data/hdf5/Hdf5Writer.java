package dev.hydrant.trainer.data.hdf5;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.NewFile;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * Writes an HDF5 file, which appears in one step when it is whole. All that it will hold is kept in
 * memory until then.
 *
 * <pre>{@code
 * Hdf5Writer.create(Path.of("features.h5"))
 *     .dataset("/features/summary/aggregated/features", values, n, 275)
 *     .attribute("/features/summary", "version", "1")
 *     .finish();
 * }</pre>
 *
 * <p>Groups come with the datasets in them. Large numeric datasets are cut into chunks and
 * compressed (shuffle, gzip 4). HDF5 1.10 and h5py read the files.
 */
public final class Hdf5Writer {
  /** HDF5 has 64 KB for an attribute, jHDF writes a tenth less. */
  private static final int LARGEST_ATTRIBUTE = 58_000;

  private final Path target;
  private final Hdf5Node.Group root = new Hdf5Node.Group();

  private Hdf5Writer(Path target) {
    this.target = target;
  }

  /** Starts a file; nothing is written before {@link #finish}. */
  public static Hdf5Writer create(Path target) {
    return new Hdf5Writer(target);
  }

  /** Writes real numbers of single precision, row-major; without a shape, one dimension. */
  public Hdf5Writer dataset(String path, float[] values, int... shape) {
    return put(path, values, Float.BYTES, shape);
  }

  /** Writes real numbers of double precision. */
  public Hdf5Writer dataset(String path, double[] values, int... shape) {
    return put(path, values, Double.BYTES, shape);
  }

  /** Writes integers of 32 bits. */
  public Hdf5Writer dataset(String path, int[] values, int... shape) {
    return put(path, values, Integer.BYTES, shape);
  }

  /** Writes integers of 64 bits. */
  public Hdf5Writer dataset(String path, long[] values, int... shape) {
    return put(path, values, Long.BYTES, shape);
  }

  /** Writes texts, one dimension. */
  public Hdf5Writer dataset(String path, String... values) {
    return put(path, values, 0, new int[0]);
  }

  /**
   * Gives an attribute to a dataset that was written before, or to a group that holds one.
   *
   * @throws DataException if it is larger than HDF5 has room for
   */
  public Hdf5Writer attribute(String path, String name, String... texts) {
    long longest =
        Arrays.stream(texts)
            .mapToInt(t -> t.getBytes(StandardCharsets.UTF_8).length)
            .max()
            .orElse(0);
    return attribute(path, name, texts.length == 1 ? texts[0] : texts, longest * texts.length);
  }

  /** As above, with numbers. */
  public Hdf5Writer attribute(String path, String name, double... numbers) {
    Object value = numbers.length == 1 ? numbers[0] : numbers;
    return attribute(path, name, value, (long) numbers.length * Double.BYTES);
  }

  private Hdf5Writer attribute(String path, String name, Object value, long bytes) {
    Hdf5Node node = root.find(Hdf5Names.parts(path));
    if (node == null) {
      throw new IllegalArgumentException("no group or dataset " + path + " was written");
    }
    if (bytes > LARGEST_ATTRIBUTE - name.length()) {
      throw new DataException(
          "%s: the attribute %s of %s has %,d bytes; more than %,d are not written.\nWrite it as a dataset"
              .formatted(target, name, path, bytes, LARGEST_ATTRIBUTE - name.length()));
    }
    if (bytes == 0) {
      throw new DataException(
          "%s: the attribute %s of %s is empty, which is not written; leave it out"
              .formatted(target, name, path));
    }
    node.attributes().put(name, value);
    return this;
  }

  private Hdf5Writer put(String path, Object values, int bytes, int[] given) {
    int count = Array.getLength(values);
    int[] shape = given.length == 0 ? new int[] {count} : given.clone();
    long elements = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    if (elements != count) {
      throw new IllegalArgumentException(
          count + " values are not of the shape " + Arrays.toString(shape));
    }
    if (count == 0) {
      throw new DataException(
          "%s: %s would be empty, which is not written; leave it out".formatted(target, path));
    }
    if (elements * bytes > Integer.MAX_VALUE) {
      throw new DataException(
          "%s: %s would have %,d bytes; more than 2 GB are not written at once.\nCut it into several datasets"
              .formatted(target, path, elements * bytes));
    }
    root.put(
        Hdf5Names.parts(path), new Hdf5Node.Values(values, shape, bytes, new LinkedHashMap<>()));
    return this;
  }

  /**
   * Writes the file, reads its table of contents again, and puts it in its place.
   *
   * @throws DataException if the place cannot be written
   */
  public void finish() {
    if (root.children().isEmpty()) {
      throw new IllegalStateException("nothing was written to " + target);
    }
    try (NewFile file = NewFile.in(target)) {
      try (WritableHdfFile hdf = HdfFile.write(file.temporary())) {
        root.write(hdf);
      }
      try (Hdf5File written = Hdf5File.open(file.temporary())) {
        root.compare(written, "/");
      }
      file.publish();
    } catch (IOException e) {
      throw NewFile.unwritable(target, e);
    } catch (HdfException e) {
      throw new DataException("Cannot write " + target + ": " + e.getMessage(), e);
    }
  }
}
