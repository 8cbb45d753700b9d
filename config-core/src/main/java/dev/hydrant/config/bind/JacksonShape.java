package dev.hydrant.config.bind;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.NodePath;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.suggest.Suggestions;
import java.util.List;

/**
 * A class that Jackson knows how to make: {@link JsonNode}, classes with its annotations, and plain
 * ones with a constructor without parameters and setters. No class name is taken from a
 * configuration.
 */
record JacksonShape(Class<?> type) implements Shape {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build())
          .addModule(JacksonScalars.module())
          .build();

  @Override
  public Object bind(Node node, Site site) {
    Object plain = new AnyShape().bind(node, site);
    if (plain == Site.FAILED || site.partial()) {
      return Site.FAILED;
    }
    JsonNode tree = JSON.valueToTree(plain);
    if (JsonNode.class.isAssignableFrom(type)) {
      return type.isInstance(tree) ? tree : site.mismatch(node, expected());
    }
    try {
      Object made =
          site.lenient()
              ? JSON.reader()
                  .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                  .treeToValue(tree, type)
              : JSON.treeToValue(tree, type);
      return made == null ? site.mismatch(node, expected()) : made;
    } catch (JsonProcessingException e) {
      return report(e, node, site);
    } catch (IllegalArgumentException e) {
      return site.report(String.valueOf(e.getMessage()), node.origin(), List.of());
    }
  }

  private Object report(JsonProcessingException e, Node node, Site site) {
    Site at = site;
    Node there = node;
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        Object key = step.getFieldName() == null ? (Object) step.getIndex() : step.getFieldName();
        at = at.child(key);
        Node next = NodePath.of(null, key).in(there);
        there = next == null ? there : next;
      }
    }
    if (e instanceof PropertyBindingException unknown) {
      List<String> known = unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
      List<String> near = Suggestions.nearest(unknown.getPropertyName(), known);
      return at.report("unknown key", there.origin(), near);
    }
    return at.report(said(e), there.origin(), List.of());
  }

  /** What Jackson says, without the place in a text that there is none of. */
  private static String said(JsonProcessingException e) {
    String message = ((JacksonException) e).getOriginalMessage();
    int reason = message.indexOf("expected ");
    return e instanceof InvalidFormatException && reason >= 0 ? message.substring(reason) : message;
  }

  @Override
  public Node unbind(Object value, Origin origin) {
    return new AnyShape().unbind(JSON.convertValue(value, Object.class), origin);
  }

  @Override
  public String expected() {
    return JsonNode.class.isAssignableFrom(type) ? "any value" : "a " + type.getSimpleName();
  }
}
