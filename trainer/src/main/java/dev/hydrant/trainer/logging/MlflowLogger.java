package dev.hydrant.trainer.logging;

import dev.hydrant.config.schema.Doc;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.CallbackContext;
import dev.hydrant.trainer.engine.callback.CallbackFactory;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.Metrics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code mlflow}: sends parameters, metrics and the end to an MLflow server. A server that fails
 * never stops a run. A run that goes on in its own directory goes on under the same id, which is
 * kept in {@code mlflow_run_id}.
 */
final class MlflowLogger implements Callback {
  static final String RUN_ID = "mlflow_run_id";

  /** MLflow's limits. */
  private static final int LONGEST_KEY = 250;

  private static final int LONGEST_VALUE = 500;

  private final String uri;
  private final String experiment;
  private final Optional<String> runName;
  private final Map<String, String> environment;
  private final MlflowSender.Patience patience;
  private MlflowSender sender;

  /** What it can be told. */
  record Settings(
      @Doc("Address of the server; null: MLFLOW_TRACKING_URI of the environment.")
          Optional<String> uri,
      @Doc("Null: MLFLOW_EXPERIMENT_NAME of the environment, or else hydrant.")
          Optional<String> experiment,
      @Doc("Name of the run; null: the name of its directory.") Optional<String> runName) {}

  /**
   * @throws UserException if no server is named
   */
  MlflowLogger(Settings settings, Map<String, String> environment, MlflowSender.Patience patience) {
    this.uri =
        settings
            .uri()
            .or(() -> Optional.ofNullable(environment.get("MLFLOW_TRACKING_URI")))
            .filter(MlflowLogger::isHttp)
            .orElseThrow(
                () ->
                    UserException.usage(
                        "the logger mlflow needs the address of a server, such as"
                            + " loggers.mlflow.uri=http://localhost:5000,\nor"
                            + " MLFLOW_TRACKING_URI in the environment"));
    this.experiment =
        settings.experiment().orElse(environment.getOrDefault("MLFLOW_EXPERIMENT_NAME", "hydrant"));
    this.runName = settings.runName();
    this.environment = environment;
    this.patience = patience;
  }

  private static boolean isHttp(String uri) {
    try {
      URI parsed = URI.create(uri);
      return parsed.getHost() != null && parsed.getScheme().matches("https?");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Registers it. */
  public static final class Factory implements CallbackFactory {
    @Override
    public String name() {
      return "mlflow";
    }

    @Override
    public String description() {
      return "Sends parameters, metrics and the end of a run to an MLflow server";
    }

    @Override
    public Class<? extends Record> settings() {
      return Settings.class;
    }

    @Override
    public Callback create(CallbackContext context) {
      return new MlflowLogger(
          context.settings(Settings.class), System.getenv(), MlflowSender.Patience.STANDARD);
    }
  }

  @Override
  public String name() {
    return "mlflow";
  }

  @Override
  public void onStart(RunInfo run) {
    Path id = run.directory().resolve(RUN_ID);
    Map<String, String> parameters = new LinkedHashMap<>();
    flatten("", run.config(), parameters);
    parameters.put("parameters", Long.toString(run.parameters()));
    boolean goesOn = run.from() > 0 && Files.isRegularFile(id);
    String name = runName.orElse(String.valueOf(run.directory().toAbsolutePath().getFileName()));
    sender =
        new MlflowSender(
            new MlflowClient(uri, environment),
            patience,
            goesOn ? Map.of() : parameters,
            client -> goesOn ? goOn(client, id) : begin(client, name, id));
    if (!goesOn) {
      run.earlier().forEach(this::onStep);
    }
  }

  private String begin(MlflowClient client, String name, Path id)
      throws IOException, InterruptedException {
    String run = client.createRun(client.experiment(experiment), name, System.currentTimeMillis());
    Files.writeString(id, run);
    return run;
  }

  private static String goOn(MlflowClient client, Path id)
      throws IOException, InterruptedException {
    String run = Files.readString(id).strip();
    client.update(run, "RUNNING", 0);
    return run;
  }

  @Override
  public void onStep(Metrics metrics) {
    sender.add(MlflowSender.values(metrics.step(), metrics.values()));
  }

  @Override
  public void onTest(Metrics metrics) {
    onStep(metrics);
  }

  @Override
  public void onEnd(RunEnd end) {
    sender.close(end == RunEnd.INTERRUPTED ? "KILLED" : "FINISHED");
  }

  @Override
  public void onFailure(Throwable failure) {
    if (sender != null) {
      sender.close("FAILED");
    }
  }

  /** Keys such as {@code model_cfg.n_layers}; what is longer than MLflow takes is cut. */
  private static void flatten(String path, Object value, Map<String, String> out) {
    if (value instanceof Map<?, ?> m) {
      m.forEach((k, v) -> flatten(path.isEmpty() ? "" + k : path + "." + k, v, out));
    } else {
      out.put(
          cut(path.replaceAll("[^\\w./ :-]", "_"), LONGEST_KEY), cut("" + value, LONGEST_VALUE));
    }
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
