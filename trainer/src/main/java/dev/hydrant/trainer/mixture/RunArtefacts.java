package dev.hydrant.trainer.mixture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.config.node.ScalarNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.mixture.config.MixtureConfig;
import dev.hydrant.trainer.mixture.config.Validation;
import dev.hydrant.trainer.mixture.data.PointSet;
import dev.hydrant.trainer.mixture.evaluate.CellTable;
import dev.hydrant.trainer.mixture.experiment.ExperimentConfig;
import dev.hydrant.trainer.mixture.picture.SnrCurves;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.settings.TrainConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run leaves beside its checkpoints and rows: the whole configuration, pictures, a summary
 * and the results of its evaluation. Its eight duties are told in their order.
 */
final class RunArtefacts {
  private static final Logger LOG = LoggerFactory.getLogger(RunArtefacts.class);

  private final TrainConfig engine;
  private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Map<String, Double> last = new TreeMap<>();
  private final MapNode tree;
  private ExperimentConfig experiment;
  private double best = Double.POSITIVE_INFINITY;
  private boolean validated;
  private boolean drawn;

  /**
   * @param engine what the engine was told
   * @param tree the configuration, which knows what is secret
   */
  RunArtefacts(TrainConfig engine, MapNode tree) {
    this.engine = engine;
    this.tree = tree;
  }

  void write(Artefacts to, MixtureModel model) {
    switch (to.occasion()) {
      case START -> start(to, model);
      case VALIDATION -> validation(to, model);
      case BEST -> {}
      case EPOCH_END -> epoch(to, model);
      case END -> end(to, model);
    }
  }

  private void start(Artefacts to, MixtureModel model) {
    experiment = filled(model);
    directories(to.directory());
    to.write("config.json", experiment.bytes());
    if (model.config().validation().metrics().computeDetailedMetrics()) {
      to.write("data_sample.csv", sample(model.judgedSets().get(0)));
    }
    LOG.info("1 directories: checkpoints and plots in {}; the log is train.log", to.directory());
    LOG.info("2 data: {}", model.feed().describe());
    LOG.info(
        "3 model: {} parameters, blocks are applied {} times{}",
        "%,d".formatted(model.module().parameterCount()),
        model.network().visits(),
        ModuleTable.of(model.module()));
    idle(model.config()).forEach(key -> LOG.info("accepted, without effect: {}", key));
    var t = model.config().training();
    LOG.info(
        "4 optimizer: {} at {}, {}; {} schedule, loss {}",
        engine.optimizer().optimizer(),
        engine.optimizer().lr(),
        new DecayReport(engine.optimizer()).of(model),
        engine.schedule().lrSchedule(),
        t.loss().lossType());
    LOG.info("5 training: {} steps, {} done", to.moment().run().steps(), to.moment().step());
  }

  /** What was set and does nothing, and why. */
  private List<String> idle(MixtureConfig config) {
    List<String> idle = new ArrayList<>();
    var paths = config.paths();
    if (paths.checkpointDir().or(paths::logDir).or(paths::dataDir).isPresent()) {
      idle.add("paths: all files of a run are in its run directory, and data are generated");
    }
    if (config.device().mixedPrecision() && engine.loop().precision().matches("fp32|fp64")) {
      idle.add("device.mixed_precision, which needs a GPU");
    }
    config.training().loss().backend().ifPresent(b -> idle.add("training.loss.backend"));
    if (!config.logging().logLevel().equals("info")) {
      idle.add("logging.log_level: see hydra.job_logging");
    }
    return idle;
  }

  private static void directories(Path run) {
    try {
      Files.createDirectories(run.resolve("checkpoints"));
      Files.createDirectories(run.resolve("plots"));
    } catch (IOException e) {
      throw UserException.failure("a run directory cannot be made: " + e.getMessage(), e);
    }
  }

  /** What is trained, complete: with its id, when it began, and what the engine was told. */
  private ExperimentConfig filled(MixtureModel model) {
    ExperimentConfig config = withoutSecrets(ExperimentConfig.of(model.config(), engine));
    var metadata = model.config().metadata();
    return config
        .with("metadata.id", metadata.id().orElse(id(config)))
        .with("metadata.created_at", metadata.createdAt().orElse(began.toString()));
  }

  /** What is free text may come from an environment's secret, and is masked in files. */
  private ExperimentConfig withoutSecrets(ExperimentConfig config) {
    ExperimentConfig masked = config;
    for (String section : List.of("metadata", "paths")) {
      if (tree.get(section) instanceof MapNode map) {
        for (Map.Entry<Object, Node> e : map.entries().entrySet()) {
          if (e.getValue() instanceof ScalarNode value && value.secret()) {
            masked = masked.with(section + "." + e.getKey(), ScalarNode.MASK);
          }
        }
      }
    }
    return masked;
  }

  private static String id(ExperimentConfig config) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(config.bytes());
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sample(PointSet set) {
    StringBuilder out = new StringBuilder();
    for (int j = 0; j < set.dim(); j++) {
      out.append("x").append(j + 1).append(',');
    }
    out.append("component\n");
    for (int i = 0; i < set.size(); i++) {
      for (int j = 0; j < set.dim(); j++) {
        out.append(set.points().get(i, j)).append(',');
      }
      out.append(set.labels()[i]).append('\n');
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void validation(Artefacts to, MixtureModel model) {
    last.clear();
    to.row().forEach((name, value) -> keep(name, value));
    best = Math.min(best, to.row().getOrDefault("val_loss", Double.POSITIVE_INFINITY));
    if (!validated) {
      LOG.info("6 validation: {} sets, always the same", model.judgedSets().size());
      validated = true;
    }
  }

  private void keep(String name, double value) {
    if (name.startsWith("val_") && Double.isFinite(value)) {
      last.put(name, value);
    }
  }

  private void epoch(Artefacts to, MixtureModel model) {
    Validation.Visualize v = model.config().validation().visualize();
    if (v.enabled() && to.moment().isEpochEnd(v.every())) {
      draw(to, model);
    }
  }

  private void draw(Artefacts to, MixtureModel model) {
    String name = "plots/predictions_epoch_%d.png".formatted(to.moment().epoch() + 1);
    RunPictures pictures = new RunPictures(model);
    to.write(name, pictures.predictions(to.torch()));
    if (model.network().readsSnr()) {
      to.write("plots/flow_sweep.png", pictures.flows(to.torch()));
    }
    if (!drawn) {
      LOG.info(
          "7 pictures: {} every {} epochs", name, model.config().validation().visualize().every());
      drawn = true;
    }
  }

  private void end(Artefacts to, MixtureModel model) {
    boolean wanted = model.config().validation().visualize().enabled();
    if (wanted) {
      RatePicture.draw(rows(to)).ifPresent(png -> to.write("plots/lr.png", png));
    }
    if (!drawn && wanted) {
      draw(to, model);
    } else if (!drawn) {
      LOG.info("7 pictures: none, as validation.visualize.enabled says");
    }
    ObjectNode results = JsonNodeFactory.instance.objectNode();
    results.put("step", to.moment().step());
    ObjectNode validation = results.putObject("validation");
    last.forEach((name, value) -> validation.put(name.substring("val_".length()), value));
    if (model.config().validation().metrics().computeDetailedMetrics()) {
      DetailedResults detailed = new DetailedResults(model, to.torch());
      results.set("by_snr", DetailedResults.json(detailed.bySnr()));
      results.set("grid", DetailedResults.json(detailed.grid()));
      to.write(
          "evaluation_grid.csv", CellTable.csv(detailed.grid()).getBytes(StandardCharsets.UTF_8));
      to.write("plots/evaluation_grid.png", detailed.heatMap());
      to.write("plots/evaluation_curves.png", SnrCurves.draw(detailed.bySnr()));
      LOG.info("by SNR:\n{}", CellTable.text(detailed.bySnr()));
    }
    to.write("evaluation_results.json", bytes(results));
    to.write("training_summary.json", bytes(summary(to)));
    LOG.info(
        "8 checkpoints and files: checkpoints/, config.json, training_summary.json,"
            + " evaluation_results.json");
  }

  /** None where nothing is logged. */
  private static List<Metrics> rows(Artefacts to) {
    return Files.exists(to.directory().resolve(MetricsLog.FILE))
        ? MetricsLog.read(to.directory(), Long.MAX_VALUE)
        : List.of();
  }

  private ObjectNode summary(Artefacts to) {
    double least =
        rows(to).stream()
            .map(r -> r.values().get("val_loss"))
            .filter(v -> v != null && Double.isFinite(v))
            .mapToDouble(Double::doubleValue)
            .min()
            .orElse(best);
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    var metadata = experiment.sections().metadata();
    summary.put("experiment_id", metadata.id().orElseThrow());
    summary.put("experiment_name", metadata.experimentName());
    summary.put("total_time_seconds", ChronoUnit.SECONDS.between(began, Instant.now()));
    summary.put("epochs", to.moment().epochsDone());
    summary.put("steps", to.moment().step());
    put(summary, "final_train_loss", to.row().get("train_loss"));
    put(summary, "final_val_loss", last.get("val_loss"));
    put(summary, "best_val_loss", Double.isFinite(least) ? least : null);
    summary.put("finished_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return summary;
  }

  private static void put(ObjectNode node, String name, Double value) {
    if (value == null) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }

  private static byte[] bytes(ObjectNode node) {
    return (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
