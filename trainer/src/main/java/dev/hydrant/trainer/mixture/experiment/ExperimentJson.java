package dev.hydrant.trainer.mixture.experiment;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.settings.RecordValues;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Records as JSON objects with keys as in a configuration, in the order of their components; an
 * empty {@code Optional} is null. No class is ever named in it.
 */
final class ExperimentJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(new Keys())
          .addModule(new SimpleModule().addSerializer(Optional.class, new Optionals()))
          .build();

  private ExperimentJson() {}

  static ObjectNode of(Record value) {
    return JSON.valueToTree(value);
  }

  /** Values that are themselves plain ones, or maps of records. */
  static ObjectNode ofValues(Map<String, Object> values) {
    return JSON.valueToTree(values);
  }

  /** A number, text, boolean, list or map; the same for the same text. */
  static Object plain(JsonNode node) {
    try {
      return JSON.readValue(JSON.writeValueAsString(node), Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is JSON", e);
    }
  }

  static String text(ObjectNode tree) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is JSON", e);
    }
  }

  /** As the binder reads them. */
  private static final class Keys extends PropertyNamingStrategies.NamingBase {
    private static final long serialVersionUID = 1L;

    @Override
    public String translate(String name) {
      return RecordValues.snakeCase(name);
    }
  }

  @SuppressWarnings("rawtypes")
  private static final class Optionals extends JsonSerializer<Optional> {
    @Override
    public void serialize(Optional value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), out);
    }
  }
}
