package dev.hydrant.trainer.vqvae;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.ListNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.npy.NpyData;
import dev.hydrant.trainer.data.npy.NpzWriter;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.vqvae.model.Pieces;
import dev.hydrant.trainer.vqvae.model.VqVae;
import dev.hydrant.trainer.vqvae.output.History;
import dev.hydrant.trainer.vqvae.output.OutputFolder;
import dev.hydrant.trainer.vqvae.output.PtArchive;
import dev.hydrant.trainer.vqvae.output.Storage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that a run leaves for other programs: {@code best_model.pt}, {@code
 * normalization_stats.npz}, {@code training_history.json}, {@code config.yaml} and {@code
 * checkpoint_epoch_N.pt}. Each archive holds a whole checkpoint as well, to go on from.
 */
final class Results {
  private static final Logger LOG = LoggerFactory.getLogger(Results.class);

  /** Where the run's own directory names the folder. */
  private static final String POINTER = "output_folder.txt";

  private final VqVae module;
  private final VqVaeConfig config;
  private final FamilyEncoders encoders;
  private final FeatureFacts facts;
  private final MapNode tree;
  private final History history = new History();
  private final long begun = System.nanoTime();
  private OutputFolder folder;
  private long validating;

  /**
   * @param view the engine's view of the configuration
   */
  Results(
      VqVae module, VqVaeConfig config, FamilyEncoders encoders, FeatureFacts facts, MapNode view) {
    this.encoders = encoders;
    this.module = module;
    this.config = config;
    this.facts = facts;
    this.tree = EngineKeys.written(view);
  }

  /** What it remembers. */
  History history() {
    return history;
  }

  /** Writes what an occasion asks for. */
  void write(Artefacts artefacts) {
    Moment moment = artefacts.moment();
    long epoch = moment.epoch() + 1;
    switch (artefacts.occasion()) {
      case START -> begin(artefacts);
      case VALIDATION -> {
        record(artefacts);
        folder.write(OutputFolder.HISTORY, history.json(stoppedAfter(moment)));
      }
      case BEST -> archive(folder.file(OutputFolder.BEST), artefacts);
      case EPOCH_END -> {
        record(artefacts);
        config
            .training()
            .saveEvery()
            .filter(moment::isEpochEnd)
            .ifPresent(every -> archive(folder.ofEpoch(epoch), artefacts));
      }
      case END -> folder.write(OutputFolder.HISTORY, history.json(stoppedAfter(moment)));
    }
  }

  private void record(Artefacts artefacts) {
    if (artefacts.moment().isEpochEnd()) {
      history.add(artefacts.moment().epoch() + 1, artefacts.row());
    }
  }

  private void begin(Artefacts artefacts) {
    Path run = artefacts.directory();
    folder =
        new OutputFolder(config.training().checkpointDir().orElseGet(() -> OutputFolder.of(run)));
    if (artefacts.moment().step() == 0) {
      clear();
    }
    folder.write(OutputFolder.CONFIG, ConfigTrees.toYaml(tree).getBytes(StandardCharsets.UTF_8));
    NpzWriter.write(folder.file(OutputFolder.STATISTICS), statistics());
    artefacts.write(POINTER, (folder.directory() + "\n").getBytes(StandardCharsets.UTF_8));
    LOG.info("results go to {}", folder.directory());
  }

  /** Results of two runs in one folder would be taken for those of one. */
  private void clear() {
    List<Path> present = folder.present();
    if (present.isEmpty()) {
      return;
    }
    if (!config.training().overwrite()) {
      throw new DataException(
          "%s holds the results of another run (%s).\nGo on from it with resume=%s, choose another training.checkpoint_dir, or replace them with training.overwrite=true"
              .formatted(
                  folder.directory(),
                  String.join(", ", present.stream().map(p -> p.getFileName().toString()).toList()),
                  folder.directory()));
    }
    LOG.warn(
        "{} holds the results of another run, which are replaced; its checkpoints are still in its"
            + " run directory",
        folder.directory());
    folder.remove(present);
  }

  private Map<String, NpyData> statistics() {
    Map<String, NpyData> arrays = new LinkedHashMap<>();
    facts
        .categories()
        .forEach(
            (name, places) -> {
              arrays.put(name + "_mean", NpyData.of(picked(facts.mean(), places), places.length));
              arrays.put(
                  name + "_std", NpyData.of(picked(facts.deviation(), places), places.length));
            });
    arrays.put("_normalization_method", NpyData.ofOne(config.normalizationMethod()));
    return arrays;
  }

  private static float[] picked(float[] values, int[] places) {
    float[] picked = new float[places.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[places[i]];
    }
    return picked;
  }

  /** A model as PyTorch reads it, with the checkpoint that a run goes on from. */
  private void archive(Path target, Artefacts artefacts) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("format", "hydrant 1");
    content.put("epoch", (long) Math.round(artefacts.moment().epochsDone()));
    content.put("model_state_dict", parameters());
    content.put("optimizer_state_dict", optimizer(artefacts));
    content.put("encoder_state_dicts", encoders());
    content.put("group_indices", facts.categories());
    content.put("normalization_stats", statisticsByCategory());
    content.put("feature_names", facts.names());
    content.put("feature_mask", Storage.of(facts.mask()));
    content.put("config", json(tree));
    content.put("history", history.asMap());
    content.put("val_loss", artefacts.row().get("val_loss"));
    content.put("metrics", History.measured(artefacts.row()));
    byte[] yaml = ConfigTrees.toYaml(tree).getBytes(StandardCharsets.UTF_8);
    PtArchive.write(target, content, artefacts.checkpoint(yaml));
  }

  private static Object json(MapNode tree) {
    try {
      return new ObjectMapper()
          .readValue(ConfigTrees.toJson(tree), new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> parameters() {
    Map<String, Object> all = new LinkedHashMap<>();
    Map<Parameter, float[]> read = new HashMap<>();
    for (Pieces.Piece piece : module.pieces()) {
      float[] values = read.computeIfAbsent(piece.parameter(), Tensor::toFloats);
      all.put(piece.name(), Storage.of(piece.of(values), piece.shape()));
    }
    return all;
  }

  /** The weights of each family's encoder, which follow from the seed. */
  private Map<String, Object> encoders() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (FeatureFacts.EncodedFamily family : facts.families()) {
      Map<String, Object> own = new LinkedHashMap<>();
      encoders
          .get(family.name())
          .make(family.shape())
          .weights()
          .forEach((name, w) -> own.put(name, Storage.of(w.values(), w.shape())));
      all.put(family.name(), own);
    }
    return all;
  }

  private Map<String, Object> statisticsByCategory() {
    Map<String, Object> all = new LinkedHashMap<>();
    facts
        .categories()
        .forEach(
            (name, places) ->
                all.put(
                    name,
                    Map.of(
                        "mean",
                        Storage.of(picked(facts.mean(), places), places.length),
                        "std",
                        Storage.of(picked(facts.deviation(), places), places.length))));
    return all;
  }

  /** As {@code torch.optim.Adam.state_dict()}: by the place of each learned parameter. */
  private Map<String, Object> optimizer(Artefacts artefacts) {
    Map<Integer, Object> state = new LinkedHashMap<>();
    List<Integer> places = new ArrayList<>();
    Map<Parameter, Map<String, float[]>> read = new HashMap<>();
    for (Pieces.Piece piece : module.pieces()) {
      if (!piece.parameter().isTrainable()) {
        continue;
      }
      Map<String, Object> own = new LinkedHashMap<>();
      own.put("step", Storage.of(new float[] {artefacts.moment().step()}));
      read.computeIfAbsent(piece.parameter(), p -> moments(artefacts, p))
          .forEach((name, values) -> own.put(name, Storage.of(piece.of(values), piece.shape())));
      state.put(places.size(), own);
      places.add(places.size());
    }
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("lr", config.training().learningRate());
    if (!config.training().optimizer().equals("sgd")) {
      group.put("betas", new Object[] {beta(0), beta(1)});
      group.put("eps", number(tree.get("eps"), 1e-8));
    }
    group.put("weight_decay", number(tree.get("weight_decay"), 0));
    group.put("params", places);
    return Map.of("state", state, "param_groups", List.of(group));
  }

  private double beta(int place) {
    return number(((ListNode) tree.get("betas")).items().get(place), 0);
  }

  private static double number(Node node, double absent) {
    return node instanceof ScalarNode s && s.value() instanceof Number n ? n.doubleValue() : absent;
  }

  private static Map<String, float[]> moments(Artefacts artefacts, Parameter p) {
    Map<String, float[]> all = new LinkedHashMap<>();
    artefacts.moments(p).forEach((name, values) -> all.put(name, values.toFloats()));
    return all;
  }

  /** The epoch that early stopping ends the run after, or null. */
  private Long stoppedAfter(Moment moment) {
    boolean early =
        moment.step() < moment.run().steps()
            && history.hasWaited(
                config.training().earlyStoppingPatience(),
                config.training().earlyStoppingMinDelta());
    return early ? moment.epoch() + 1 : null;
  }

  /** Tells how long a validation took. */
  void validated(long nanos) {
    validating += nanos;
  }

  /** The targets and whether they are met, hints where they are not, and where the results are. */
  List<String> conclusions() {
    Map<String, Double> metrics = history.latest();
    if (metrics.isEmpty() || folder == null) {
      return List.of();
    }
    Targets targets = new Targets(config, metrics);
    List<String> lines = new ArrayList<>(List.of("", "Targets"));
    lines.addAll(targets.table());
    if (config.logging().hints()) {
      double share = (double) validating / (System.nanoTime() - begun);
      List<String> hints =
          targets.hints(share, facts, folder.file(OutputFolder.STATISTICS).toString());
      if (!hints.isEmpty()) {
        lines.add("");
        lines.addAll(hints);
      }
    }
    lines.add("");
    lines.add("  results          " + folder.directory());
    return lines;
  }
}
