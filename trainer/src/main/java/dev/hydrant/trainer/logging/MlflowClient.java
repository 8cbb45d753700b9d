package dev.hydrant.trainer.logging;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The calls of MLflow's REST API 2.0 that a run needs; each waits for the answer. */
final class MlflowClient {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int SECONDS = 10;
  private static final int LONGEST_ANSWER = 1 << 20;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int TIMEOUT = 408;
  private static final int SERVER_ERROR = 500;

  private final HttpClient http;
  private final String base;
  private final String authorization;

  /** A call that failed. */
  static final class MlflowException extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean worthRepeating;
    private final String code;

    MlflowException(String message, String code, boolean worthRepeating) {
      super(message);
      this.code = code;
      this.worthRepeating = worthRepeating;
    }

    /** Whether the same call may succeed later. */
    boolean isWorthRepeating() {
      return worthRepeating;
    }

    /** MLflow's word for it, such as {@code RESOURCE_DOES_NOT_EXIST}; empty if it gave none. */
    String code() {
      return code;
    }
  }

  /** One value of a metric. */
  record Value(String name, double value, long millis, long step) {}

  /**
   * @param uri of the server
   * @param environment may hold {@code MLFLOW_TRACKING_TOKEN}, or {@code MLFLOW_TRACKING_USERNAME}
   *     and {@code MLFLOW_TRACKING_PASSWORD}
   */
  MlflowClient(String uri, Map<String, String> environment) {
    this.base = uri.replaceAll("/+$", "") + "/api/2.0/mlflow/";
    this.authorization = authorization(environment);
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(SECONDS)).build();
  }

  private static String authorization(Map<String, String> environment) {
    String token = environment.get("MLFLOW_TRACKING_TOKEN");
    if (token != null) {
      return "Bearer " + token;
    }
    String user = environment.get("MLFLOW_TRACKING_USERNAME");
    if (user == null) {
      return null;
    }
    String both = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the id of the experiment of a name, which is created if there is none. */
  String experiment(String name) throws IOException, InterruptedException {
    try {
      String query = "?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
      return id(call("experiments/get-by-name" + query, null), "/experiment/experiment_id");
    } catch (MlflowException e) {
      if (!e.code().equals("RESOURCE_DOES_NOT_EXIST")) {
        throw e;
      }
      return id(call("experiments/create", object().put("name", name)), "/experiment_id");
    }
  }

  /** Creates a run and returns its id. */
  String createRun(String experiment, String name, long millis)
      throws IOException, InterruptedException {
    ObjectNode body = object().put("experiment_id", experiment).put("run_name", name);
    return id(call("runs/create", body.put("start_time", millis)), "/run/info/run_id");
  }

  /** Sends parameters and metrics, at most 100 and 1000. */
  void logBatch(String run, Map<String, String> parameters, List<Value> values)
      throws IOException, InterruptedException {
    ObjectNode body = object().put("run_id", run);
    ArrayNode metrics = body.putArray("metrics");
    for (Value v : values) {
      ObjectNode m = metrics.addObject().put("key", v.name());
      if (Double.isFinite(v.value())) {
        m.put("value", v.value());
      } else {
        // The JSON of protocol buffers writes NaN and Infinity as strings.
        m.put("value", String.valueOf(v.value()));
      }
      m.put("timestamp", v.millis()).put("step", v.step());
    }
    ArrayNode params = body.putArray("params");
    parameters.forEach((k, v) -> params.addObject().put("key", k).put("value", v));
    call("runs/log-batch", body);
  }

  /**
   * Sets the status of a run: {@code RUNNING}, {@code FINISHED}, {@code FAILED}, {@code KILLED}.
   */
  void update(String run, String status, long millis) throws IOException, InterruptedException {
    ObjectNode body = object().put("run_id", run).put("status", status);
    call("runs/update", status.equals("RUNNING") ? body : body.put("end_time", millis));
  }

  private static String id(JsonNode answer, String place) throws MlflowException {
    String id = answer.at(place).asText("");
    if (id.isEmpty()) {
      throw new MlflowException(
          "the answer names no " + place + ": " + start(answer.toString()), "", false);
    }
    return id;
  }

  private static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private JsonNode call(String path, ObjectNode body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(SECONDS));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }
    HttpResponse<InputStream> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    String said = read(answer.body());
    int status = answer.statusCode();
    if (status != 200) {
      JsonNode error = parsed(said);
      String code = error.path("error_code").asText("");
      throw new MlflowException(
          "%s was answered with %d %s"
              .formatted(path.replaceAll("[?].*", ""), status, error.path("message").asText(code)),
          code,
          status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == TIMEOUT);
    }
    JsonNode result = parsed(said);
    if (!result.isObject()) {
      throw new MlflowException(
          "%s was answered with 200 and no JSON object, as by something that is no MLflow server: %s"
              .formatted(path.replaceAll("[?].*", ""), start(said)),
          "",
          false);
    }
    return result;
  }

  /** Reads an answer up to the length that any answer of a server may have. */
  private static String read(InputStream body) throws IOException, InterruptedException {
    CompletableFuture<byte[]> whole = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                whole.complete(body.readNBytes(LONGEST_ANSWER));
              } catch (IOException e) {
                whole.completeExceptionally(e);
              }
            },
            "mlflow-answer");
    reader.setDaemon(true);
    reader.start();
    try (body) { // ends the reader, too
      return new String(whole.get(SECONDS, TimeUnit.SECONDS), StandardCharsets.UTF_8);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the answer did not come to its end: " + e, e);
    }
  }

  private static String start(String text) {
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.isEmpty() ? "nothing" : line.substring(0, Math.min(80, line.length()));
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
