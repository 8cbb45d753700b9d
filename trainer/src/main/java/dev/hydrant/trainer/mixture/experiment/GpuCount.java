package dev.hydrant.trainer.mixture.experiment;

import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether {@code device: auto} is a GPU here. */
final class GpuCount {
  /** There where NVIDIA's driver runs; loading PyTorch to ask it takes a second. */
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/gpus");

  private GpuCount() {}

  static boolean isAny() {
    return Files.isDirectory(DRIVER) && Engine.getEngine("PyTorch").getGpuCount() > 0;
  }
}
