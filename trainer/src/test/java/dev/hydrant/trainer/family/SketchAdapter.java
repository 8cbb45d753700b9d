package dev.hydrant.trainer.family;

import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.toy.ToyAdapter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model whose users bring files and flags of another program. */
public final class SketchAdapter implements ModelAdapter<SketchConfig> {
  @Override
  public String type() {
    return "sketch";
  }

  @Override
  public Class<SketchConfig> configType() {
    return SketchConfig.class;
  }

  @Override
  public String configKey() {
    return "";
  }

  @Override
  public boolean recognises(MapNode tree) {
    return tree.get("sketch") != null && tree.get("training") != null;
  }

  @Override
  public MapNode engineView(MapNode tree) {
    Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
    if (tree.get("training") instanceof MapNode training) {
      put(entries, "num_iterations", training.get("num_epochs"));
      put(entries, "lr", training.get("learning_rate"));
    }
    return new MapNode(entries, tree.origin());
  }

  private static void put(Map<Object, Node> entries, String key, Node value) {
    if (value != null) {
      entries.put(key, value);
    }
  }

  @Override
  public List<ConfigFlag> flags() {
    return List.of(
        ConfigFlag.key("--epochs", "N", "training.num_epochs"),
        ConfigFlag.key("--learning_rate", "X", "training.learning_rate"),
        ConfigFlag.file("--sketch-config"));
  }

  @Override
  public TrainableModel create(SketchConfig config, ModelContext context) {
    return new ToyAdapter().create(config.sketch(), context);
  }
}
