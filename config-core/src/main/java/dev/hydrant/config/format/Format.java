package dev.hydrant.config.format;

import java.util.List;
import java.util.Set;

/**
 * A file format of configs, told by the extension.
 *
 * <pre>{@code
 * // What Hydra itself would read, and no more.
 * Composer composer = Composer.builder().searchPath("conf").formats(Format.YAML).build();
 * }</pre>
 */
public enum Format {
  /** YAML as Hydra reads it. */
  YAML(".yaml"),
  /** The same format under the other usual extension. */
  YML(".yml"),
  /** JSON. */
  JSON(".json"),
  /** HOCON. */
  HOCON(".conf");

  private static final Set<Format> ALL = Set.of(values());

  private final String extension;

  Format(String extension) {
    this.extension = extension;
  }

  /** The extension with its dot. */
  public String extension() {
    return extension;
  }

  /** All formats. */
  public static Set<Format> all() {
    return ALL;
  }

  /** Returns the format of a file name among some formats, or null. */
  public static Format of(String fileName, Set<Format> formats) {
    for (Format format : List.of(values())) {
      if (fileName.endsWith(format.extension) && formats.contains(format)) {
        return format;
      }
    }
    return null;
  }
}
