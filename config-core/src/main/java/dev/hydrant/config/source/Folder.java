package dev.hydrant.config.source;

import java.util.Set;

/**
 * The content of one folder of a source, by name.
 *
 * @param folders names of the folders in it
 * @param files names of the files in it, extensions included
 */
public record Folder(Set<String> folders, Set<String> files) {
  public Folder {
    folders = Set.copyOf(folders);
    files = Set.copyOf(files);
  }
}
