package dev.hydrant.trainer.logging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered with 200 by something that is no MLflow server. */
class MlflowClientTest {
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private MlflowClient client() {
    return new MlflowClient("http://localhost:" + server.getAddress().getPort(), Map.of());
  }

  private void answer(byte[] body) {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Sign in</html>", "null", "[]", "3", "\"ok\"", "", "{", "{} {"})
  void what_is_no_object_is_no_success(String body) {
    answer(body.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> client().logBatch("a", Map.of(), java.util.List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("runs/log-batch", "no MLflow server");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"run\":null}", "{\"run\":{\"info\":{\"run_id\":\"\"}}}"})
  void a_run_without_a_number_is_no_run(String body) {
    answer(body.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> client().createRun("7", "a", 0)).hasMessageContaining("run_id");
  }

  @Test
  void an_answer_without_end_is_read_to_a_limit() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] piece = new byte[1 << 16];
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(piece);
            }
          }
        });
    assertThatThrownBy(() -> client().update("a", "RUNNING", 0)).isInstanceOf(IOException.class);
  }
}
