package dev.hydrant.trainer.protein.safety;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.config.ModelSection;
import dev.hydrant.trainer.protein.tokens.SequenceVocabulary;
import dev.hydrant.trainer.protein.tokens.StructureVocabulary;
import dev.hydrant.trainer.settings.RecordValues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The section {@code model} in the form of Odyssey's JSON, and back. */
final class ModelJson {
  /** Those of all shipped configs. */
  static final List<Integer> USUAL_LEVELS = List.of(7, 5, 5, 5, 5);

  private static final String BLOCK = "first_block_cfg";
  private static final String CONSENSUS = "consensus_";
  private static final String FSQ = "fsq_";
  private static final List<String> DERIVED =
      List.of("seq_vocab", "struct_vocab", "seq_absorb_token", "struct_absorb_token");
  private static final Set<String> PLACED =
      Set.of(
          "style",
          "d_model",
          "n_heads",
          "n_layers",
          "max_len",
          "dropout",
          "ff_mult",
          "reference_model_seed",
          "block_type",
          "block_params",
          "fsq",
          "fsq_encoder_path");

  private static final String USUAL =
      """
      {"style": "stage_1", "d_model": 2, "n_heads": 1, "n_layers": 1, "max_len": 3, "dropout": 0,
       "ff_mult": 1, "fsq": {"latent_dim": 1, "levels": [2]}}
      """;

  private ModelJson() {}

  static Map<String, Object> values(ModelSection section, int structVocab) {
    Map<String, Object> given = RecordValues.of(section);
    Map<String, Object> values = new LinkedHashMap<>();
    for (String key :
        List.of("style", "d_model", "n_heads", "n_layers", "max_len", "dropout", "ff_mult")) {
      values.put(key, given.get(key));
    }
    values.put(BLOCK, block(section));
    values.put("reference_model_seed", section.referenceModelSeed());
    values.put("seq_vocab", SequenceVocabulary.SIZE);
    values.put("struct_vocab", structVocab);
    ModelSection usual =
        ConfigTrees.bind(ConfigTrees.read(USUAL, Format.JSON, "defaults"), ModelSection.class);
    if (section.style().isAutoencoder()) {
      ModelSection.Fsq fsq = section.fsq().orElseThrow();
      values.put("latent_dim", fsq.latentDim());
      values.put("fsq_levels", fsq.levels());
      values.put("fsq_encoder_path", fsq.encoderPath().map(Path::toString).orElse(null));
      values.putAll(
          Values.extras(
              FSQ, fsq, usual.fsq().orElseThrow(), Set.of("latent_dim", "levels", "encoder_path")));
    } else {
      values.put("fsq_encoder_path", section.fsqEncoderPath().map(Path::toString).orElse(null));
      values.put("seq_absorb_token", SequenceVocabulary.MASK);
      values.put("struct_absorb_token", vocabulary(structVocab).mask());
    }
    values.putAll(Values.extras("", section, usual, PLACED));
    return values;
  }

  private static StructureVocabulary vocabulary(int size) {
    return new StructureVocabulary(size - new StructureVocabulary(1).size() + 1);
  }

  private static Map<String, Object> block(ModelSection section) {
    Map<String, Object> block = new LinkedHashMap<>();
    if (section.blockType() == BlockType.SELF_CONSENSUS) {
      RecordValues.of(section.blockParams().orElseThrow())
          .forEach((k, v) -> block.put(CONSENSUS + k, v));
    }
    block.put(Tags.BLOCKS.key(), Tags.BLOCKS.tag(section.blockType()));
    return block;
  }

  /** The section of a file's tree; places stay. */
  static MapNode section(MapNode tree) {
    Map<Object, Node> section = new LinkedHashMap<>();
    Map<Object, Node> fsq = new LinkedHashMap<>();
    boolean autoencoder = Values.isGiven(tree.get("fsq_levels"));
    for (Map.Entry<Object, Node> e : tree.entries().entrySet()) {
      String key = String.valueOf(e.getKey());
      if (key.equals(BLOCK) || key.equals(ConfigClass.KEY) || DERIVED.contains(key)) {
        continue;
      }
      if (key.equals("latent_dim") && autoencoder) {
        fsq.put(key, e.getValue());
      } else if (key.startsWith(FSQ) && autoencoder) {
        fsq.put(key.substring(FSQ.length()), e.getValue());
      } else {
        section.put(e.getKey(), e.getValue());
      }
    }
    MapNode block = Values.nested(tree, BLOCK, Tags.BLOCKS.key());
    Node tag = block.get(Tags.BLOCKS.key());
    BlockType type = Tags.BLOCKS.get(tag, BLOCK);
    section.put("block_type", constant(type, tag));
    Map<Object, Node> params = new LinkedHashMap<>();
    block
        .entries()
        .forEach(
            (key, value) -> {
              if (!key.equals(Tags.BLOCKS.key())) {
                String name = String.valueOf(key);
                boolean own = name.startsWith(CONSENSUS);
                params.put(own ? name.substring(CONSENSUS.length()) : name, value);
              }
            });
    section.put("block_params", new MapNode(params, block.origin()));
    if (autoencoder) {
      section.put("fsq", new MapNode(fsq, tree.origin()));
    }
    return new MapNode(section, tree.origin());
  }

  /** A constant as configurations write it. */
  static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static ScalarNode constant(Enum<?> constant, Node place) {
    return new ScalarNode(key(constant), place.origin());
  }

  /** The number of structure tokens: it follows from the levels, or is that of the encoder. */
  static int structVocab(MapNode tree, ModelSection section) {
    if (section.style().isAutoencoder()) {
      return StructureVocabulary.ofLevels(section.fsq().orElseThrow().levels()).size();
    }
    Node stated = tree.get("struct_vocab");
    if (!Values.isGiven(stated)) {
      return StructureVocabulary.ofLevels(USUAL_LEVELS).size();
    }
    if (stated instanceof ScalarNode s
        && s.value() instanceof Long size
        && size > 5
        && size <= StructureVocabulary.MOST_CODES) {
      return size.intValue();
    }
    throw UserException.usage(
        "%s: struct_vocab must be a whole number above 5, the five special tokens"
            .formatted(stated.origin()));
  }

  /** What follows from other values must be what follows from them. */
  static void checkDerived(MapNode tree, Map<String, Object> values) {
    for (String key : DERIVED) {
      Node stated = tree.get(key);
      Object expected = values.get(key);
      if (!Values.isGiven(stated)) {
        continue;
      }
      if (!(stated instanceof ScalarNode s) || !s.value().equals(expected)) {
        throw UserException.usage(
            expected == null
                ? "%s: %s is for trunks alone".formatted(stated.origin(), key)
                : ("%s: %s is %s, but %s follows from the other values.\n"
                        + "Leave it out, or correct them")
                    .formatted(
                        stated.origin(),
                        key,
                        stated instanceof ScalarNode v ? v.text() : "no number",
                        expected));
      }
    }
  }

  /** Without what follows from other values, unless that is what was set. */
  static Map<String, Object> underived(Map<String, Object> values, String set) {
    Map<String, Object> rest = new LinkedHashMap<>(values);
    boolean trunk = values.get("fsq_levels") == null;
    DERIVED.stream()
        .filter(key -> !key.equals(set) && !(trunk && key.equals("struct_vocab")))
        .forEach(rest::remove);
    return rest;
  }
}
