package dev.hydrant.trainer.protein.structure;

/**
 * Where a chain comes from.
 *
 * @param file name of the file, relative to what was read; never an absolute path
 * @param sha256 hash of the file's bytes in hexadecimal, or "" if it was not taken
 * @param model number of the model in the file, 1 where there is only one
 * @param resolution in Å, NaN if the file states none
 */
public record Source(String file, String sha256, int model, double resolution) {
  /** A source of which only the name is known. */
  public static Source named(String file) {
    return new Source(file, "", 1, Double.NaN);
  }
}
