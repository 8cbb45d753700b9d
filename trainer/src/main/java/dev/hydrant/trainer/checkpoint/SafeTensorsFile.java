package dev.hydrant.trainer.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A safetensors file outside of checkpoints, to be read by other programs. */
public final class SafeTensorsFile {
  private SafeTensorsFile() {}

  /**
   * Writes a file that must not exist, and returns once it would survive a power failure.
   *
   * @param metadata free-form text entries of the header
   */
  public static void write(Path file, List<TensorSource> tensors, Map<String, String> metadata)
      throws IOException {
    HashingFile.write(
        new DiskStorage(), file, sink -> SafeTensorsWriter.write(tensors, metadata, sink));
  }
}
