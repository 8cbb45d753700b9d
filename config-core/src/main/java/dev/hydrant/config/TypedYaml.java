package dev.hydrant.config;

import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.error.BindException;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.resolve.Resolution;
import dev.hydrant.config.resolve.ResolutionContext;
import dev.hydrant.config.resolve.SecretKeys;
import dev.hydrant.config.write.JacksonYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Typed configurations as YAML files: records, sealed types, collections, JSON trees, and classes
 * with Jackson's annotations are written and read again as equal values. What is written is also a
 * config that composes.
 *
 * <pre>{@code
 * record Db(String host, @Default("5432") int port, Optional<Duration> timeout) {}
 *
 * static Db again(Path file) throws java.io.IOException {
 *   TypedYaml.save(new Db("localhost", 5432, Optional.of(Duration.ofSeconds(90))), file);
 *   return TypedYaml.load(file, Db.class);
 * }
 * }</pre>
 *
 * <p>Values of keys that are called like passwords, keys or tokens are written as {@code ***}, and
 * are missing when they are read again; {@link #writeWithSecrets} writes them.
 */
public final class TypedYaml {
  private TypedYaml() {}

  /**
   * Writes a value.
   *
   * @throws IllegalArgumentException if there is something in it that no configuration holds
   */
  public static String write(Object value) {
    return JacksonYaml.write(SecretKeys.STANDARD.mark(Binder.node(value)));
  }

  /** Writes a value with the secrets in it. */
  public static String writeWithSecrets(Object value) {
    return JacksonYaml.write(Binder.node(value));
  }

  /** Writes a value into a file, which is replaced in one step. */
  public static void save(Object value, Path file) throws IOException {
    Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".tmp");
    try {
      Files.writeString(temporary, write(value));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Reads a value; interpolations refer to the same text, and nothing is composed.
   *
   * @param name of the text in messages, such as a path
   * @throws ConfigLoadException if the text is malformed
   * @throws BindException with every problem there is
   */
  public static <T> T read(String text, String name, Class<T> type) {
    Node tree = SecretKeys.STANDARD.withoutMasks(ConfigTrees.read(text, Format.YAML, name));
    MapNode root = tree instanceof MapNode map ? map : new MapNode(Map.of("", tree), tree.origin());
    MapNode resolved =
        (MapNode) Resolution.of(root, ResolutionContext.of(System.getenv())).resolveAll();
    return ConfigTrees.bind(root == tree ? resolved : resolved.get(""), type);
  }

  /** Reads a file. */
  public static <T> T load(Path file, Class<T> type) throws IOException {
    return read(Files.readString(file), file.toString(), type);
  }
}
