package dev.hydrant.trainer.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hydrant.trainer.engine.callback.RunEnd;
import dev.hydrant.trainer.engine.callback.RunInfo;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.Headlines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server is sent, and what happens while it does not answer. */
class MlflowLoggerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Milliseconds instead of seconds. */
  private static final MlflowSender.Patience IMPATIENT =
      new MlflowSender.Patience(5, 5, 40, 5000, 100_000);

  private record Call(String method, String path, String authorization, JsonNode body) {}

  private record Answer(int status, String body) {}

  @TempDir Path dir;
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<Call, Answer> fault = call -> null;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void handle(HttpExchange x) throws IOException {
    byte[] body = x.getRequestBody().readAllBytes();
    Call call =
        new Call(
            x.getRequestMethod(),
            x.getRequestURI().toString(),
            x.getRequestHeaders().getFirst("Authorization"),
            body.length == 0 ? null : JSON.readTree(body));
    calls.add(call);
    Answer injected = fault.apply(call);
    Answer answer = injected == null ? answer(call) : injected;
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    x.sendResponseHeaders(answer.status(), bytes.length);
    x.getResponseBody().write(bytes);
    x.close();
  }

  private static Answer answer(Call call) {
    if (call.path().contains("experiments/get-by-name")) {
      return new Answer(
          404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"no such experiment\"}");
    }
    if (call.path().contains("experiments/create")) {
      return new Answer(200, "{\"experiment_id\":\"7\"}");
    }
    if (call.path().contains("runs/create")) {
      return new Answer(200, "{\"run\":{\"info\":{\"run_id\":\"abc\"}}}");
    }
    return new Answer(200, "{}");
  }

  private String uri() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private MlflowLogger logger(Map<String, String> environment) {
    return new MlflowLogger(
        new MlflowLogger.Settings(Optional.of(uri()), Optional.of("spring"), Optional.empty()),
        environment,
        IMPATIENT);
  }

  private RunInfo run(long from) {
    return FileLoggersTest.run(dir, from, List.of());
  }

  private List<Call> to(String path) {
    synchronized (calls) {
      return calls.stream().filter(c -> c.path().contains(path)).toList();
    }
  }

  private List<JsonNode> metrics() {
    List<JsonNode> all = new ArrayList<>();
    to("log-batch").forEach(c -> c.body().path("metrics").forEach(all::add));
    return all;
  }

  @Test
  void a_run_is_created_told_its_parameters_and_metrics_and_ended() throws IOException {
    MlflowLogger logger = logger(Map.of());
    logger.onStart(run(0));
    logger.onStep(FileLoggersTest.row(1, "train_loss", 2.5, "grad_norm", Double.NaN));
    logger.onEnd(RunEnd.COMPLETE);
    assertThat(calls.get(0).method()).isEqualTo("GET");
    assertThat(calls.get(0).path())
        .isEqualTo("/api/2.0/mlflow/experiments/get-by-name?experiment_name=spring");
    assertThat(to("experiments/create").get(0).body().path("name").asText()).isEqualTo("spring");
    JsonNode created = to("runs/create").get(0).body();
    assertThat(created.path("experiment_id").asText()).isEqualTo("7");
    assertThat(created.path("run_name").asText()).isEqualTo(dir.getFileName().toString());
    assertThat(to("log-batch"))
        .allSatisfy(c -> assertThat(c.body().path("run_id").asText()).isEqualTo("abc"));
    Map<String, String> parameters = new LinkedHashMap<>();
    to("log-batch")
        .forEach(
            c ->
                c.body()
                    .path("params")
                    .forEach(
                        p -> parameters.put(p.path("key").asText(), p.path("value").asText())));
    assertThat(parameters).containsEntry("model_cfg.width", "5").containsEntry("parameters", "20");
    assertThat(metrics()).hasSize(2);
    assertThat(metrics().get(0).path("key").asText()).isEqualTo("train_loss");
    assertThat(metrics().get(0).path("value").asDouble()).isEqualTo(2.5);
    assertThat(metrics().get(0).path("step").asLong()).isEqualTo(1);
    assertThat(metrics().get(0).path("timestamp").asLong())
        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
    assertThat(metrics().get(1).path("value").asText()).isEqualTo("NaN");
    JsonNode end = calls.get(calls.size() - 1).body();
    assertThat(end.path("status").asText()).isEqualTo("FINISHED");
    assertThat(end.path("end_time").asLong()).isPositive();
    assertThat(dir.resolve("mlflow_run_id")).hasContent("abc");
  }

  @Test
  void metrics_go_in_batches_of_at_most_a_thousand_and_none_is_lost_or_sent_twice() {
    MlflowLogger logger = logger(Map.of());
    logger.onStart(run(0));
    for (int i = 1; i <= 1500; i++) {
      logger.onStep(FileLoggersTest.row(i, "a", i, "b", -i));
    }
    logger.onEnd(RunEnd.COMPLETE);
    assertThat(to("log-batch"))
        .allSatisfy(c -> assertThat(c.body().path("metrics").size()).isLessThanOrEqualTo(1000));
    Set<String> seen = new TreeSet<>();
    metrics().forEach(m -> assertThat(seen.add(m.path("key").asText() + m.path("step"))).isTrue());
    assertThat(seen).hasSize(3000);
  }

  @Test
  void many_parameters_go_in_batches_of_at_most_a_hundred() {
    Map<String, Object> config = new LinkedHashMap<>();
    for (int i = 0; i < 250; i++) {
      config.put("key" + i, i == 3 ? "x".repeat(900) : i);
    }
    MlflowLogger logger = logger(Map.of());
    logger.onStart(new RunInfo(dir, "toy", config, 1, "tokens", Headlines.LOSS, 0, 9, List.of()));
    logger.onEnd(RunEnd.COMPLETE);
    assertThat(to("log-batch"))
        .extracting(c -> c.body().path("params").size())
        .containsExactly(100, 100, 51);
    assertThat(to("log-batch").get(0).body().at("/params/3/value").asText()).hasSize(500);
  }

  @Test
  void the_environment_says_who_logs_in() {
    MlflowLogger basic =
        logger(Map.of("MLFLOW_TRACKING_USERNAME", "ada", "MLFLOW_TRACKING_PASSWORD", "s3"));
    basic.onStart(run(0));
    basic.onEnd(RunEnd.COMPLETE);
    String expected =
        "Basic " + Base64.getEncoder().encodeToString("ada:s3".getBytes(StandardCharsets.UTF_8));
    assertThat(calls).allSatisfy(c -> assertThat(c.authorization()).isEqualTo(expected));
    calls.clear();
    MlflowLogger bearer = logger(Map.of("MLFLOW_TRACKING_TOKEN", "t0k"));
    bearer.onStart(run(0));
    bearer.onEnd(RunEnd.COMPLETE);
    assertThat(calls).allSatisfy(c -> assertThat(c.authorization()).isEqualTo("Bearer t0k"));
  }

  @Test
  void a_server_that_fails_for_a_while_gets_everything_in_the_end() {
    fault = call -> new Answer(503, "busy");
    MlflowLogger logger = logger(Map.of());
    logger.onStart(run(0));
    for (int i = 1; i <= 20; i++) {
      logger.onStep(FileLoggersTest.row(i, "a", i));
    }
    Awaitility.await().until(() -> calls.size() > 3);
    assertThat(to("log-batch")).isEmpty();
    fault = call -> null;
    logger.onEnd(RunEnd.COMPLETE);
    assertThat(metrics()).hasSize(20);
    assertThat(calls.get(calls.size() - 1).body().path("status").asText()).isEqualTo("FINISHED");
  }

  @Test
  void a_server_that_is_not_there_costs_the_run_nothing_but_a_warning() throws IOException {
    server.stop(0);
    MlflowLogger logger =
        new MlflowLogger(
            new MlflowLogger.Settings(Optional.of(uri()), Optional.empty(), Optional.empty()),
            Map.of(),
            new MlflowSender.Patience(5, 5, 40, 100, 10));
    logger.onStart(run(0));
    for (int i = 1; i <= 500; i++) {
      logger.onStep(FileLoggersTest.row(i, "a", i));
    }
    logger.onEnd(RunEnd.COMPLETE);
    assertThat(dir.resolve("mlflow_run_id")).doesNotExist();
  }

  @Test
  void what_the_server_refuses_for_good_is_not_sent_again_and_the_rest_goes_on() {
    fault =
        call ->
            call.path().contains("log-batch") && call.body().path("params").size() > 0
                ? new Answer(400, "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"no\"}")
                : null;
    MlflowLogger logger = logger(Map.of());
    logger.onStart(run(0));
    logger.onStep(FileLoggersTest.row(1, "a", 1));
    logger.onEnd(RunEnd.COMPLETE);
    assertThat(to("log-batch")).hasSize(2);
    assertThat(metrics()).hasSize(1);
  }

  @Test
  void a_run_that_goes_on_keeps_its_id_and_a_failed_one_is_marked() throws IOException {
    Files.writeString(dir.resolve("mlflow_run_id"), "old");
    MlflowLogger logger = logger(Map.of());
    logger.onStart(run(4));
    logger.onStep(FileLoggersTest.row(5, "a", 1));
    logger.onFailure(new IllegalStateException());
    assertThat(to("runs/create")).isEmpty();
    assertThat(to("runs/update"))
        .extracting(c -> c.body().path("status").asText())
        .containsExactly("RUNNING", "FAILED");
    assertThat(to("log-batch"))
        .allSatisfy(c -> assertThat(c.body().path("run_id").asText()).isEqualTo("old"));
  }

  @Test
  void without_an_address_it_says_how_to_give_one() {
    MlflowLogger.Settings none =
        new MlflowLogger.Settings(Optional.empty(), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> new MlflowLogger(none, Map.of(), IMPATIENT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("loggers.mlflow.uri=")
        .hasMessageContaining("MLFLOW_TRACKING_URI");
  }
}
