package dev.hydrant.config.compose;

import dev.hydrant.config.defaults.ConfigRepository;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.source.SearchPathEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What an engine is made of.
 *
 * @param searchPath in order; the last entry is the program's own store and stays last
 * @param maxEntries the most items of a defaults tree
 * @param base the directory that relative search path entries are resolved against
 * @param loader where {@code pkg://} entries are looked up
 * @param maxBytes the largest file
 * @param context what interpolations may know before there is a composition
 * @param schemas the types that configs must fit
 * @param synonyms other names of keys, for overrides
 */
public record EngineSettings(
    List<SearchPathEntry> searchPath,
    Set<Format> formats,
    ConfigRepository.TextParser parser,
    int maxEntries,
    JobSettings job,
    Path base,
    ClassLoader loader,
    long maxBytes,
    ResolutionContext context,
    GroupSchemas schemas,
    Synonyms synonyms) {
  SearchPathEntry open(String provider, String location) {
    return SearchPathEntry.open(provider, location, base, loader, maxBytes);
  }

  /** The entry that every search path begins with. */
  public static SearchPathEntry hydraConfigs() {
    return HydraConfigs.source();
  }
}
