package dev.hydrant.trainer.mixture.config;

import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.LoneValue;
import dev.hydrant.config.schema.Range;

/** The hardware and the seed. A lone value is the device: {@code device=cpu}. */
@LoneValue("device")
public record Device(
    @Doc("auto, cpu, cuda, cuda:N or mps.") @Default("auto") String device,
    @Doc("Which GPU, where device is cuda.") @Default("0") @Range(min = 0) int gpuId,
    @Doc("bf16 for matrix products on a GPU; without effect on a CPU.") @Default("true")
        boolean mixedPrecision,
    @Doc("Data, initial weights, dropout and validation sets follow from it.") @Default("42")
        long seed) {

  @Check(
      "device must be auto, cpu, cuda, cuda:N or mps; the shipped file takes it from the"
          + " environment variable DEVICE where that is set")
  boolean isDevice() {
    return device.matches("auto|cpu|mps|cuda(:\\d+)?");
  }
}
