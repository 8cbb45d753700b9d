package dev.hydrant.trainer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.Composition;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.run.ModelTypes;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.Optional;

/**
 * The JSON Schema of the files of a training configuration: the engine's keys by its records, those
 * of {@code model_cfg} by the record of the model's adapter, and the names of whatever else the
 * configuration has, such as its data.
 */
final class TrainSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final ModelRegistry registry;

  TrainSchema(ModelRegistry registry) {
    this.registry = registry;
  }

  /** The schema, as JSON; without a registered {@code type} that of any model. */
  String of(Composition config) {
    try {
      ObjectNode root = object(RecordSchema.of(TrainConfig.class).toFileSchema());
      ObjectNode keys = root.withObject("/properties");
      root.put("title", config.configName());
      root.put("additionalProperties", false);
      keys.putObject("hydra").put("type", "object");
      MapNode tree = config.node();
      tree.entries().keySet().stream()
          .map(String::valueOf)
          .filter(key -> !keys.has(key))
          .forEach(keys::putObject);
      Optional<ModelAdapter<?>> adapter = ModelTypes.find(tree, registry);
      if (adapter.isPresent()) {
        model(adapter.get(), root, keys);
      }
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema is JSON", e);
    }
  }

  /** Adds the model's keys; what its schema refers to goes to the definitions of the whole. */
  private void model(ModelAdapter<?> adapter, ObjectNode root, ObjectNode keys)
      throws JsonProcessingException {
    String text = RecordSchema.of(adapter.configType()).toFileSchema();
    ObjectNode model = object(text.replace("#/definitions/", "#/definitions/model."));
    if (model.remove("definitions") instanceof ObjectNode definitions) {
      definitions
          .fields()
          .forEachRemaining(
              e -> root.withObject("/definitions").set("model." + e.getKey(), e.getValue()));
    }
    model.remove("$schema");
    model.remove("title");
    if (model.get("properties") instanceof ObjectNode properties) {
      properties.remove("defaults");
    }
    if (adapter.configKey().isEmpty()) {
      keys.setAll(model.withObject("/properties"));
      return;
    }
    model.put("description", "Keys of models of type " + adapter.type() + ".");
    keys.set(adapter.configKey(), model);
  }

  private static ObjectNode object(String json) throws JsonProcessingException {
    return (ObjectNode) JSON.readTree(json);
  }
}
