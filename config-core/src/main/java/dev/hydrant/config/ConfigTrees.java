package dev.hydrant.config;

import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.error.BindException;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.format.Budget;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.grammar.InterpolationParser;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.source.FormatReader;
import dev.hydrant.config.write.JsonWriter;
import dev.hydrant.config.write.YamlWriter;

/**
 * Trees that no {@link Composition} made, or that have left theirs: read from a text, bound to a
 * type, written as JSON.
 *
 * <pre>{@code
 * record Db(String host, int port) {}
 *
 * static Db db() {
 *   Node tree = ConfigTrees.read("host: localhost\nport: 3306\n", Format.YAML, "db.yaml");
 *   return ConfigTrees.bind(tree, Db.class);
 * }
 * }</pre>
 */
public final class ConfigTrees {
  private ConfigTrees() {}

  /**
   * Reads a text; interpolations stay as written.
   *
   * @param name the name of the text in origins and messages, such as a path
   * @return a mapping or a list
   * @throws ConfigLoadException if the text is malformed or beyond {@link Budget#DEFAULT}
   */
  public static Node read(String text, Format format, String name) {
    return new FormatReader(InterpolationParser::parse, Budget.DEFAULT).parse(format, text, name);
  }

  /**
   * Makes a value of a type from a tree without interpolations.
   *
   * @throws BindException with every problem there is
   */
  public static <T> T bind(Node tree, Class<T> type) {
    return bind(tree, "", type);
  }

  /**
   * Makes a value of a type from a part of a configuration.
   *
   * @param key where the part is in its configuration, for messages
   * @throws BindException with every problem there is
   */
  public static <T> T bind(Node part, String key, Class<T> type) {
    return Binder.bind(part, key, type);
  }

  /**
   * The tree of a program's own values: maps, collections, scalars, records and sealed types by
   * their keys, JSON trees, and classes that Jackson writes.
   *
   * @throws IllegalArgumentException if there is a value in it that no tree holds
   */
  public static Node of(Object value) {
    return Binder.node(value);
  }

  /** The tree as YAML, as {@link Composition#toYaml} writes it. */
  public static String toYaml(Node tree) {
    return YamlWriter.write(tree, false);
  }

  /** The tree as JSON on one line, as {@link Composition#toJson} writes it. */
  public static String toJson(Node tree) {
    return JsonWriter.write(tree, false);
  }
}
