package dev.hydrant.trainer.lm;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.trainer.model.BenchSize;
import dev.hydrant.trainer.model.ModelAdapter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all models of tokens have in common. */
public interface LanguageModelAdapter<C extends Record> extends ModelAdapter<C> {
  /** Another name of {@code seq_len}, which wins when set. */
  String OTHER_LENGTH = "train_seq_len";

  /** The family of all language models. */
  String FAMILY = "language models";

  @Override
  default String family() {
    return FAMILY;
  }

  @Override
  default List<Class<? extends Record>> settings() {
    return List.of(TokenDataConfig.class, OtherTrainersConfig.class);
  }

  @Override
  default List<String> tinySize() {
    return ModelSizes.TINY;
  }

  @Override
  default Optional<BenchSize> benchSize(int tokens) {
    return Optional.of(ModelSizes.bench(tokens, ModelSizes.DEEP));
  }

  @Override
  default String ownKey(String engineKey) {
    return engineKey.equals("seq_len") ? OTHER_LENGTH : engineKey;
  }

  @Override
  default MapNode engineView(MapNode tree) {
    if (ConfigTrees.bind(tree, OtherTrainersConfig.class).trainSeqLen().isEmpty()) {
      return tree;
    }
    Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
    entries.put("seq_len", entries.remove(OTHER_LENGTH));
    return new MapNode(entries, tree.origin());
  }
}
