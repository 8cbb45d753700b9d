package dev.hydrant.trainer.data.hdf5;

import dev.hydrant.trainer.data.DataException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what the library says into what the user can do something about. */
final class Hdf5Errors {
  private static final String AGAIN =
      ".\nCopy it again, or write it again; h5dump or h5py show whether it is whole";

  private Hdf5Errors() {}

  static RuntimeException translated(Path path, String name, Throwable failure) {
    if (failure instanceof DataException e) {
      return new DataException(e.getMessage(), e);
    }
    if (failure instanceof OutOfMemoryError e) {
      throw e;
    }
    String where = name.isEmpty() || name.equals("/") ? path.toString() : path + ", " + name;
    String reason = reason(failure);
    String low = reason.toLowerCase(Locale.ROOT);
    if (low.contains("no valid hdf5 signature")) {
      return new DataException(
          path + " is no HDF5 file: it has no HDF5 signature" + AGAIN, failure);
    }
    if (low.contains("filter") && (low.contains("not available") || low.contains("no filter"))) {
      return new DataException(
          "Cannot read %s: it is compressed by a filter that is not read (%s); gzip, shuffle, fletcher32, lzf and lz4 are.\nWrite it again with gzip, e.g. h5repack -f GZIP=4 old.h5 new.h5"
              .formatted(where, reason),
          failure);
    }
    if (low.startsWith("unsupported data layout")) {
      return new DataException(
          "Cannot read %s: its format is newer than what is read (%s).\nWrite it again in Python with h5py.File(…, 'w') without libver='latest', or with libver='v110'"
              .formatted(where, reason),
          failure);
    }
    return new DataException(
        "Cannot read %s: it is damaged, cut short, or of a kind that is not read (%s)%s"
            .formatted(where, reason, AGAIN),
        failure);
  }

  /** The innermost message, which is the one that says something. */
  private static String reason(Throwable failure) {
    String reason = failure.toString();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t.getMessage() != null) {
        reason = t.getMessage();
      }
    }
    return reason.lines().findFirst().orElse(reason);
  }
}
