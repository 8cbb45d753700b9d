package dev.hydrant.config.source;

import dev.hydrant.config.format.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The resources below a class-path prefix, {@code pkg://a.b} or {@code pkg://a/b}, in directories
 * and jars alike; of two resources of one name the first on the class path counts.
 */
public final class ClassPathSource implements ConfigSource {
  private final String path;
  private final List<ConfigSource> parts;

  /** Opens a prefix, which need not exist. */
  public ClassPathSource(String path, ClassLoader loader, long maxBytes) {
    String dotted = path.replace('/', '.');
    this.path = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
    this.parts = open(this.path.replace('.', '/'), loader, maxBytes);
  }

  private static List<ConfigSource> open(String prefix, ClassLoader loader, long maxBytes) {
    List<ConfigSource> parts = new ArrayList<>();
    try {
      for (URL url : Collections.list(loader.getResources(prefix))) {
        if (url.getProtocol().equals("file")) {
          Path directory = Path.of(url.toURI());
          parts.add(new DirectorySource(directory, directory.toString(), maxBytes));
        } else if (url.openConnection() instanceof JarURLConnection connection) {
          parts.add(inJar(connection, prefix));
        }
      }
      return List.copyOf(parts);
    } catch (IOException | URISyntaxException e) {
      return List.of();
    }
  }

  private static ConfigSource inJar(JarURLConnection connection, String prefix) throws IOException {
    JarFile jar = connection.getJarFile();
    String folder = prefix.isEmpty() ? "" : prefix + "/";
    Map<String, Supplier<String>> files = new HashMap<>();
    for (JarEntry entry : Collections.list(jar.entries())) {
      String name = entry.getName();
      if (name.startsWith(folder)
          && !entry.isDirectory()
          && Format.of(name, Format.all()) != null) {
        files.put(name.substring(folder.length()), () -> text(jar, entry));
      }
    }
    return new MemorySource("jar", jar.getName() + "!/" + prefix, files);
  }

  private static String text(JarFile jar, JarEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String scheme() {
    return "pkg";
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean available() {
    return !parts.isEmpty();
  }

  @Override
  public Folder folder(String folder) {
    Set<String> folders = new HashSet<>();
    Set<String> files = new HashSet<>();
    boolean found = false;
    for (ConfigSource part : parts) {
      Folder content = part.folder(folder);
      if (content != null) {
        found = true;
        folders.addAll(content.folders());
        files.addAll(content.files());
      }
    }
    return found ? new Folder(folders, files) : null;
  }

  @Override
  public String read(String file) {
    return holder(file).read(file);
  }

  @Override
  public String describe(String file) {
    return holder(file).describe(file);
  }

  private ConfigSource holder(String file) {
    for (ConfigSource part : parts) {
      Folder content = part.folder(ConfigPath.parent(file));
      if (content != null && content.files().contains(ConfigPath.name(file))) {
        return part;
      }
    }
    return new MemorySource("pkg", path, Map.of());
  }

  @Override
  public long refresh() {
    long changes = 0;
    for (ConfigSource part : parts) {
      changes += part.refresh();
    }
    return changes;
  }
}
