package dev.hydrant.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hydrant.config.bind.Binder;
import dev.hydrant.config.bind.Interpolations;
import dev.hydrant.config.bind.JsonSchema;
import dev.hydrant.config.bind.KeyList;
import dev.hydrant.config.bind.KeyTable;
import dev.hydrant.config.bind.Template;
import dev.hydrant.config.error.BindException;
import dev.hydrant.config.write.JsonWriter;
import java.util.List;
import java.util.Map;

/**
 * What a record, or a sealed interface of records, accepts from a configuration: its keys with
 * types, defaults and descriptions, for help, documentation and editors. It reads no configuration;
 * {@code Composition.as(Class)} does.
 *
 * <pre>{@code
 * record OptimConfig(
 *     @Doc("Step size.") @Default("6e-4") @Range(above = 0) double lr,
 *     @Doc("Decay rates of the two moments.") @Default("[0.9, 0.95]") List<Double> betas) {}
 *
 * static void show() {
 *   RecordSchema<OptimConfig> schema = RecordSchema.of(OptimConfig.class);
 *   OptimConfig standard = schema.defaults();
 *   OptimConfig faster = schema.bind(Map.of("lr", 1e-3));
 *   System.out.println(schema.toMarkdown());
 * }
 * }</pre>
 *
 * <p>Immutable; as cheap to make as to keep.
 */
public final class RecordSchema<T> {
  private final Class<T> type;

  private RecordSchema(Class<T> type) {
    this.type = type;
  }

  /**
   * One key.
   *
   * @param path dotted; {@code []} stands for each item of a list, {@code *} for each key of a map
   * @param aliases other names of its last step
   * @param type what it accepts, in words
   * @param standard its default as the program states it, or null when it has none
   * @param required whether it must be given
   * @param doc its description, or an empty string
   * @param condition such as {@code schedule.type=cosine}, or empty when the key is always there
   */
  public record Key(
      String path,
      List<String> aliases,
      String type,
      String standard,
      boolean required,
      String doc,
      String condition) {}

  /**
   * Returns the schema of a record or of a sealed interface of records.
   *
   * @throws IllegalArgumentException if the type cannot be bound, or a default in it does not fit
   */
  public static <T> RecordSchema<T> of(Class<T> type) {
    if (!type.isRecord() && !type.isSealed()) {
      throw new IllegalArgumentException(
          type.getName() + " is neither a record nor a sealed interface of records");
    }
    KeyList.of(type);
    return new RecordSchema<>(type);
  }

  /**
   * Returns the value of an empty configuration.
   *
   * @throws BindException naming the keys that must be given
   */
  public T defaults() {
    return bind(Map.of());
  }

  /**
   * Makes a value from keys and values of the program itself, with the rules and messages of a
   * configuration; what is not given has its default.
   *
   * @param values by their keys in a config; maps, collections, records and scalars
   * @throws BindException with every problem there is
   */
  public T bind(Map<String, ?> values) {
    return Binder.bind(Binder.node(values), null, type, Interpolations.NONE);
  }

  /**
   * Makes a value from a JSON tree, with the rules and messages of a configuration.
   *
   * @throws BindException with every problem there is
   */
  public T bind(JsonNode tree) {
    return Binder.bind(Binder.node(tree), null, type, Interpolations.NONE);
  }

  /** Lists all keys in the order of the components, those of inner records below their own. */
  public List<Key> keys() {
    return KeyList.of(type).stream()
        .map(
            r ->
                new Key(
                    r.path(),
                    r.aliases(),
                    r.type(),
                    r.standard(),
                    r.required(),
                    r.doc(),
                    r.condition()))
        .toList();
  }

  /**
   * Returns a config file with every default, descriptions as comments, and {@code ???} for what
   * must be given: to start a config from, or for {@link ComposerBuilder#config}.
   */
  public String toYaml() {
    return Template.yaml(type);
  }

  /**
   * Returns the JSON Schema (draft 7) of a whole, resolved configuration. Conditions of {@code
   * Check} methods are not in it.
   */
  public String toJsonSchema() {
    return JsonWriter.write(JsonSchema.of(type), true);
  }

  /**
   * Returns the JSON Schema (draft 7) of a config file that gives some of the keys: nothing is
   * required, a {@code defaults} list is known, and any value may be an interpolation or {@code
   * ???}. A line <code># yaml-language-server: $schema=FILE</code> makes editors use it.
   */
  public String toFileSchema() {
    return JsonWriter.write(JsonSchema.ofFile(type), true);
  }

  /** Returns the keys as a Markdown table: key, type, default, meaning. */
  public String toMarkdown() {
    return KeyTable.markdown(KeyList.of(type));
  }
}
