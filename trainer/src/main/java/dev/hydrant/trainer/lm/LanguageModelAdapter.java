package dev.hydrant.trainer.lm;

import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.model.ModelAdapter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all models of tokens have in common. */
public interface LanguageModelAdapter<C extends Record> extends ModelAdapter<C> {
  /** Another name of {@code seq_len}, which wins when set. */
  String OTHER_LENGTH = "train_seq_len";

  @Override
  default List<Class<? extends Record>> settings() {
    return List.of(TokenDataConfig.class);
  }

  @Override
  default Set<String> reads() {
    return Set.of(OTHER_LENGTH);
  }

  @Override
  default MapNode engineView(MapNode tree) {
    if (!(tree.get(OTHER_LENGTH) instanceof ScalarNode given) || given.value() == null) {
      return tree;
    }
    Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
    entries.put("seq_len", given);
    entries.remove(OTHER_LENGTH);
    return new MapNode(entries, tree.origin());
  }
}
