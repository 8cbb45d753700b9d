package dev.hydrant.trainer.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * The index beside weights that were split over several files: under {@code weight_map} it has the
 * file of each tensor, as Hugging Face's {@code save_pretrained} writes it.
 */
final class WeightIndex {
  static final String SUFFIX = ".safetensors.index.json";

  private WeightIndex() {}

  /**
   * The files that an index names, in order.
   *
   * @throws UserException if it names none, or files that are not beside it
   */
  static List<Path> files(Path index) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try {
      JsonNode map = new ObjectMapper().readTree(Files.readString(index)).path("weight_map");
      map.forEach(name -> names.add(name.asText()));
    } catch (JsonProcessingException e) {
      throw UserException.failure(index + " is not valid JSON: " + e.getOriginalMessage());
    }
    if (names.isEmpty()) {
      throw UserException.failure(index + " names no files: it has no weight_map");
    }
    for (String name : names) {
      if (!name.endsWith(WeightFiles.SUFFIX) || name.contains("/") || name.contains("\\")) {
        throw UserException.failure(
            "%s names '%s', which is no safetensors file beside it".formatted(index, name));
      }
    }
    List<String> absent =
        names.stream().filter(n -> !Files.isRegularFile(index.resolveSibling(n))).toList();
    if (!absent.isEmpty()) {
      throw UserException.failure(
          "%s names %d files, of which %d are not there: %s"
              .formatted(index, names.size(), absent.size(), String.join(", ", absent)));
    }
    return names.stream().map(index::resolveSibling).toList();
  }
}
