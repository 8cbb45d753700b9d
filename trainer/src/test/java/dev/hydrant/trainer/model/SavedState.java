package dev.hydrant.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that a checkpoint keeps of a run, but its configuration, which tells where it came from.
 *
 * @param files bytes by name, without the manifest
 * @param state the numbers of {@code state.json}
 */
record SavedState(Map<String, byte[]> files, ObjectNode state) {
  static SavedState of(Path checkpoint) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(checkpoint)) {
      all.forEach(file -> files.put(file.getFileName().toString(), bytes(file)));
    }
    files.remove("manifest.json");
    ObjectNode state = (ObjectNode) new ObjectMapper().readTree(files.remove("state.json"));
    state.remove("config");
    return new SavedState(files, state);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] tensors(String name) {
    return files.get(name + ".safetensors");
  }

  void assertEqualTo(SavedState expected) {
    assertThat(files).containsOnlyKeys(expected.files.keySet());
    files.forEach((name, b) -> assertThat(b).as(name).isEqualTo(expected.files.get(name)));
    assertThat(state).isEqualTo(expected.state);
  }
}
