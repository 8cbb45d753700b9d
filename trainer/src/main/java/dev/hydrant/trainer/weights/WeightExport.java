package dev.hydrant.trainer.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hydrant.trainer.checkpoint.SafeTensorsFile;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a model's weights for other programs: {@code model.safetensors} and a {@code config.json}
 * that describes the model. No optimizer state.
 */
public final class WeightExport {
  static final String WEIGHTS = "model.safetensors";
  static final String CONFIG = "config.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private WeightExport() {}

  /**
   * @param directory exists and is empty
   * @param tensors by our names
   */
  public static void write(Path directory, WeightMapping mapping, Map<String, Tensor> tensors)
      throws IOException {
    List<TensorSource> sources = new ArrayList<>();
    mapping
        .entries()
        .forEach(
            (own, entry) ->
                sources.add(
                    entry.transposed()
                        ? TensorSources.transposed(entry.name(), tensors.get(own))
                        : TensorSources.source(entry.name(), tensors.get(own))));
    SafeTensorsFile.write(directory.resolve(WEIGHTS), sources, Map.of("format", "pt"));
    Files.writeString(directory.resolve(CONFIG), JSON.writeValueAsString(mapping.config()) + "\n");
  }
}
