package dev.hydrant.config.source;

/**
 * A place that holds configs, such as a directory. It lists and reads text; it does not parse.
 *
 * <p>Paths are relative to the source, separated by {@code /}, without leading slash, {@code .} or
 * {@code ..}; the root is the empty string. Implementations are thread-safe.
 */
public interface ConfigSource {
  /** The scheme of {@link #location()}: {@code file}, {@code pkg}, {@code memory}. */
  String scheme();

  /** The place within the scheme. */
  String path();

  /** The place as users write it in a search path. */
  default String location() {
    return scheme() + "://" + path();
  }

  /** Tells whether the place exists. */
  boolean available();

  /** Returns what is in a folder, or null when there is no such folder. */
  Folder folder(String path);

  /**
   * Returns the text of a file.
   *
   * @throws dev.hydrant.config.error.ConfigLoadException if it cannot be read
   */
  String read(String file);

  /** The name of a file in messages. */
  String describe(String file);

  /**
   * Looks whether anything that was listed or read before has changed, and forgets it if so.
   *
   * @return the number of changes seen since the source was opened; it only grows
   */
  long refresh();
}
