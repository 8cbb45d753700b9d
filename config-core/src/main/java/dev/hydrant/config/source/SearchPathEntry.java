package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigLoadException;
import java.nio.file.Path;

/**
 * One step of the search path.
 *
 * @param provider who put it there, such as {@code main} or {@code command-line}
 */
public record SearchPathEntry(String provider, ConfigSource source) {
  /**
   * Opens a location: {@code file://dir}, a bare directory, or {@code pkg://prefix}.
   *
   * @param base the directory that relative ones are resolved against
   * @throws ConfigLoadException if the scheme is unknown
   */
  public static SearchPathEntry open(
      String provider, String location, Path base, ClassLoader loader, long maxBytes) {
    int colon = location.indexOf("://");
    String scheme = colon < 0 ? "file" : location.substring(0, colon);
    String path = colon < 0 ? location : location.substring(colon + 3);
    ConfigSource source =
        switch (scheme) {
          case "file" -> new DirectorySource(base.resolve(path), path, maxBytes);
          case "pkg" -> new ClassPathSource(path, loader, maxBytes);
          default ->
              throw new ConfigLoadException(
                  "No config source is registered for scheme '"
                      + scheme
                      + "' of search path entry '"
                      + location
                      + "'. Supported: file://DIR, DIR, pkg://PREFIX.");
        };
    return new SearchPathEntry(provider, source);
  }

  @Override
  public String toString() {
    return "provider=" + provider + ", path=" + source.location();
  }
}
