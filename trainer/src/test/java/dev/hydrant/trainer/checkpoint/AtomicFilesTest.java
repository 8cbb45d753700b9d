package dev.hydrant.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFilesTest {
  private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEW = "something new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path dir;

  @Test
  void a_file_is_written_and_listed_with_its_hash() throws IOException {
    AtomicFiles files = new AtomicFiles(dir);
    files.write("plots/a.txt", OLD);
    files.write("plots/a.txt", NEW);
    files.write("b.txt", OLD);
    assertThat(dir.resolve("plots/a.txt")).hasBinaryContent(NEW);
    JsonNode index = new ObjectMapper().readTree(dir.resolve(AtomicFiles.INDEX).toFile());
    assertThat(index.at("/plots~1a.txt/bytes").asInt()).isEqualTo(NEW.length);
    assertThat(index.at("/b.txt/sha256").asText()).isEqualTo(sha256(OLD));
  }

  private static String sha256(byte[] bytes) {
    try {
      return java.util.HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/tmp/x", "artefacts.json"})
  void a_name_outside_of_the_directory_is_refused(String name) {
    assertThatThrownBy(() -> new AtomicFiles(dir).write(name, OLD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @EnumSource(FailingStorage.Mode.class)
  void wherever_a_write_fails_the_file_is_the_old_or_the_new_one(FailingStorage.Mode mode)
      throws IOException {
    for (int failing = 1; ; failing++) {
      Path root = Files.createDirectory(dir.resolve(mode + "-" + failing));
      new AtomicFiles(root).write("a.txt", OLD);
      FailingStorage storage = new FailingStorage(mode, failing);
      try {
        new AtomicFiles(root, storage).write("a.txt", NEW);
      } catch (IOException | FailingStorage.Crash e) {
        // as it may
      }
      assertThat(Files.readAllBytes(root.resolve("a.txt"))).isIn(OLD, NEW);
      new AtomicFiles(root).write("a.txt", NEW);
      assertThat(root.resolve("a.txt")).hasBinaryContent(NEW);
      assertThat(root.toFile().list()).containsExactlyInAnyOrder("a.txt", AtomicFiles.INDEX);
      if (storage.operations() < failing) {
        return;
      }
    }
  }
}
