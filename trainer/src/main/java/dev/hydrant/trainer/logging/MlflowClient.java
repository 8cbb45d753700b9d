package dev.hydrant.trainer.logging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
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

/** The calls of MLflow's REST API 2.0 that a run needs; each waits for the answer. */
final class MlflowClient {
  private static final ObjectMapper JSON = new ObjectMapper();
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
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
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
      return call("experiments/get-by-name" + query, null).at("/experiment/experiment_id").asText();
    } catch (MlflowException e) {
      if (!e.code().equals("RESOURCE_DOES_NOT_EXIST")) {
        throw e;
      }
      return call("experiments/create", object().put("name", name)).path("experiment_id").asText();
    }
  }

  /** Creates a run and returns its id. */
  String createRun(String experiment, String name, long millis)
      throws IOException, InterruptedException {
    ObjectNode body = object().put("experiment_id", experiment).put("run_name", name);
    return call("runs/create", body.put("start_time", millis)).at("/run/info/run_id").asText();
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

  private static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private JsonNode call(String path, ObjectNode body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(10));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    int status = answer.statusCode();
    if (status != 200) {
      JsonNode error = parsed(answer.body());
      String code = error.path("error_code").asText("");
      throw new MlflowException(
          "%s was answered with %d %s"
              .formatted(path.replaceAll("[?].*", ""), status, error.path("message").asText(code)),
          code,
          status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == TIMEOUT);
    }
    return parsed(answer.body());
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }
}
