package dev.hydrant.trainer.run;

import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.settings.RecordKey;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keys that were typed, while the model's family takes what they say from another key. A value that
 * is typed has its way or is refused, and is never passed over in silence.
 */
final class TypedKeys {
  private TypedKeys() {}

  /**
   * Compares what was typed with what the engine reads.
   *
   * @param tree the resolved top level
   * @param view what the engine reads of it
   * @throws UserException about the first such key, naming the one that counts
   */
  static void check(ModelAdapter<?> adapter, MapNode tree, MapNode view) {
    Set<String> own =
        RecordKey.of(adapter.configType(), "").stream()
            .map(RecordKey::path)
            .collect(Collectors.toSet());
    tree.entries()
        .forEach(
            (name, given) -> {
              String key = name.toString();
              Node read = view.get(key);
              if (isTyped(given)
                  && !own.contains(key)
                  && read != null
                  && !SameValue.of(given, read)) {
                throw UserException.usage(message(adapter, key, given, read));
              }
            });
  }

  private static boolean isTyped(Node node) {
    return (node instanceof ScalarNode || node instanceof ListNode)
        && node.origin() != null
        && node.origin().isOverride();
  }

  private static String message(ModelAdapter<?> adapter, String key, Node given, Node read) {
    String own = adapter.ownKey(key);
    return "%1$s=%2$s has no effect: type %3$s takes it from %4$s, which says %5$s.%nGive %4$s=%2$s"
        .formatted(key, text(given), adapter.type(), own, text(read));
  }

  private static String text(Node node) {
    if (node instanceof ListNode list) {
      return list.items().stream().map(TypedKeys::text).collect(Collectors.joining(",", "[", "]"));
    }
    return node instanceof ScalarNode s ? String.valueOf(s.value()) : "a map";
  }
}
