package dev.hydrant.trainer.vqvae;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.Origin;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.vqvae.encode.EncoderType;
import dev.hydrant.trainer.vqvae.encode.EncoderTypes;
import dev.hydrant.trainer.vqvae.encode.FeatureEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The encoders that a configuration chooses for its families, in their order. */
final class FamilyEncoders {
  private final Map<String, Chosen<?>> chosen = new LinkedHashMap<>();
  private final long seed;

  /**
   * The encoder of one family, which is made when the shape of its samples is known.
   *
   * @param scales whether columns are scaled before it
   */
  record Chosen<P extends Record>(EncoderType<P> type, P params, boolean scales, long seed) {
    FeatureEncoder make(long[] shape) {
      return type.create(params, shape, seed);
    }
  }

  /**
   * Finds the encoders and binds their settings.
   *
   * @param tree the configuration, for places in messages
   * @throws UserException if there is no such encoder
   * @throws dev.hydrant.config.error.BindException if its settings do not fit
   */
  FamilyEncoders(VqVaeConfig config, MapNode tree) {
    this.seed = config.randomSeed();
    EncoderTypes types = EncoderTypes.load();
    MapNode families = (MapNode) tree.get("families");
    config
        .families()
        .forEach(
            (name, family) ->
                chosen.put(name, choose(types, name, family, (MapNode) families.get(name))));
  }

  private Chosen<?> choose(
      EncoderTypes types, String name, VqVaeConfig.Family family, MapNode given) {
    EncoderType<?> type =
        types
            .find(family.encoder())
            .orElseThrow(
                () ->
                    UserException.usage(
                        "families.%s.encoder: there is no encoder '%s'. %s\n    at %s"
                            .formatted(
                                name,
                                family.encoder(),
                                Suggestions.didYouMeanOrList(family.encoder(), types.names()),
                                given.get("encoder").origin())));
    return bound(type, name, family, given.get("encoder_params"));
  }

  private <P extends Record> Chosen<P> bound(
      EncoderType<P> type, String name, VqVaeConfig.Family family, Node given) {
    Node params = given instanceof MapNode m ? m : new MapNode(Map.of(), Origin.BUILTIN);
    String key = "families." + name + ".encoder_params";
    return new Chosen<>(
        type,
        ConfigTrees.bind(params, key, type.params()),
        type.scales() && family.standardize(),
        seed * 31 + name.hashCode());
  }

  Chosen<?> get(String family) {
    return chosen.get(family);
  }
}
