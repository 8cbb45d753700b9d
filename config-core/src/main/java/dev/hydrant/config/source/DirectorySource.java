package dev.hydrant.config.source;

import dev.hydrant.config.error.ConfigLoadException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A directory of a file system. Listings are kept and checked again by {@link #refresh()}, which
 * costs one look at the attributes of each folder and file used so far.
 */
public final class DirectorySource implements ConfigSource {
  private final Path root;
  private final String path;
  private final long maxBytes;
  private final Map<String, SeenFolder> folders = new ConcurrentHashMap<>();
  private final Map<String, SeenFile> files = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  private record SeenFolder(Path path, Stamp stamp, Folder content) {}

  private record SeenFile(Path path, Stamp stamp, String text) {}

  /**
   * Opens a directory, which need not exist.
   *
   * @param path the directory as the user wrote it, for messages
   * @param maxBytes the size beyond which a file is refused
   */
  public DirectorySource(Path root, String path, long maxBytes) {
    this.root = root;
    this.path = path;
    this.maxBytes = maxBytes;
  }

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean available() {
    return Files.isDirectory(root);
  }

  @Override
  public Folder folder(String folder) {
    SeenFolder seen = folders.get(folder);
    if (seen != null) {
      return seen.content();
    }
    if (!folder.isEmpty()) {
      Folder parent = folder(ConfigPath.parent(folder));
      if (parent == null || !parent.folders().contains(ConfigPath.name(folder))) {
        return null;
      }
    } else if (!available()) {
      return null;
    }
    try {
      seen = list(root.resolve(folder));
      folders.put(folder, seen);
      return seen.content();
    } catch (IOException e) {
      return null;
    }
  }

  private static SeenFolder list(Path directory) throws IOException {
    Stamp stamp = Stamp.of(directory);
    Set<String> folders = new HashSet<>();
    Set<String> files = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        (Files.isDirectory(entry) ? folders : files).add(name);
      }
    }
    return new SeenFolder(directory, stamp, new Folder(folders, files));
  }

  @Override
  public String read(String file) {
    SeenFile seen = files.get(file);
    if (seen == null) {
      seen = readNow(file);
      files.put(file, seen);
    }
    return seen.text();
  }

  private SeenFile readNow(String file) {
    Path target = root.resolve(file);
    try {
      if (!target.toRealPath().startsWith(root.toRealPath())) {
        throw new ConfigLoadException(
            "'"
                + describe(file)
                + "' is a symbolic link that leaves the search path '"
                + path
                + "'.");
      }
      TextFiles.requireRegular(target);
      Stamp stamp = Stamp.of(target);
      if (stamp.size() > maxBytes) {
        throw new ConfigLoadException(
            "'"
                + describe(file)
                + "' has "
                + stamp.size()
                + " bytes; the limit is "
                + maxBytes
                + ".");
      }
      return new SeenFile(target, stamp, Files.readString(target, StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      throw new ConfigLoadException(
          "'" + describe(file) + "' is not UTF-8 text.", null, List.of(), e);
    } catch (IOException e) {
      throw new ConfigLoadException(
          "Cannot read '" + describe(file) + "': " + reason(e) + ".", null, List.of(), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "the file is gone" : String.valueOf(e.getMessage());
  }

  @Override
  public String describe(String file) {
    return root.resolve(file).toString();
  }

  @Override
  public long refresh() {
    boolean changed = false;
    for (Map.Entry<String, SeenFolder> entry : folders.entrySet()) {
      if (folderChanged(entry.getKey(), entry.getValue())) {
        folders.remove(entry.getKey(), entry.getValue());
        changed = true;
      }
    }
    for (Map.Entry<String, SeenFile> entry : files.entrySet()) {
      if (fileChanged(entry.getKey(), entry.getValue())) {
        files.remove(entry.getKey(), entry.getValue());
        changed = true;
      }
    }
    return changed ? changes.incrementAndGet() : changes.get();
  }

  private boolean folderChanged(String folder, SeenFolder seen) {
    try {
      if (!Stamp.of(seen.path()).sameAs(seen.stamp())) {
        return true;
      }
      if (!seen.stamp().racy()) {
        return false;
      }
      SeenFolder again = list(seen.path());
      if (!again.content().equals(seen.content())) {
        return true;
      }
      folders.replace(folder, seen, again);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private boolean fileChanged(String file, SeenFile seen) {
    try {
      Stamp now = Stamp.of(seen.path());
      if (!now.sameAs(seen.stamp())) {
        return true;
      }
      if (!seen.stamp().racy()) {
        return false;
      }
      SeenFile again = readNow(file);
      if (!again.text().equals(seen.text())) {
        return true;
      }
      files.replace(file, seen, again);
      return false;
    } catch (IOException | ConfigLoadException e) {
      return true;
    }
  }
}
