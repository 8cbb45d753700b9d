package dev.hydrant.trainer.engine.stepper;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.error.ProgramName;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.model.Trouble;
import dev.hydrant.trainer.settings.TrainConfig;
import java.lang.management.ManagementFactory;

/** Estimates the memory of training steps, and says what would fit when there was too little. */
public final class MemoryNeed {
  private final TrainConfig config;
  private final TrainableModel model;
  private final BatchRows rows;

  /** Nothing is allocated; the step is only recorded. */
  public MemoryNeed(TrainConfig config, TrainableModel model) {
    this.config = config;
    this.model = model;
    this.rows = new BatchRows(model.feed().whole());
  }

  /** Whether a failure is want of memory. */
  public static boolean isLacking(Throwable failure) {
    return OutOfMemory.isHeap(failure) || OutOfMemory.isNative(failure);
  }

  /** What to tell a user about want of memory. */
  public String advice(Throwable failure) {
    if (OutOfMemory.isHeap(failure)) {
      return "out of memory: Java's heap of %,d MB is full.\nGive it more, such as JAVA_OPTS=-Xmx%dg %s ..."
          .formatted(
              mb(Runtime.getRuntime().maxMemory()), 2 * Math.max(1, heapGb()), ProgramName.typed());
    }
    String more = model.remedy(Trouble.OUT_OF_MEMORY).map(r -> "\n" + r).orElse("");
    try {
      return "out of memory: " + fitting(example()) + more;
    } catch (RuntimeException e) {
      return "out of memory.\nTake smaller micro-batches, with grad_accum_steps raised to match."
          + more;
    }
  }

  private String fitting(Batch batch) {
    int all = rows.count(batch);
    StringBuilder text = new StringBuilder();
    text.append(
        "a step with micro-batches of %d rows takes about %,d MB, and there are %,d MB.\n"
            .formatted(all, mb(bytes(batch)), mb(available())));
    for (int parts = 2; parts <= all; parts++) {
      if (all % parts == 0) {
        long need = bytes(rows.split(batch, parts).get(0));
        if (need <= available() || all / parts == 1) {
          return text + smaller(all / parts, parts, need);
        }
      }
    }
    return text
        + "One row cannot be divided: make the rows shorter or the model smaller, or try"
        + " recompute=true";
  }

  private String smaller(int fitting, int parts, long need) {
    String fits =
        need <= available()
            ? "%d rows (about %,d MB) would fit".formatted(fitting, mb(need))
            : "Even one row takes about %,d MB".formatted(mb(need));
    return need <= available()
        ? fits
            + ": go on with auto_micro_batch=true, which splits each micro-batch and keeps"
            + " the step the same, or make micro-batches smaller by "
            + parts
            + " and grad_accum_steps="
            + parts * config.loop().gradAccumSteps()
        : fits + ": make the rows shorter or the model smaller, or try recompute=true";
  }

  /** Bytes of weights, gradients, optimizer and what one micro-batch needs besides. */
  private long bytes(Batch batch) {
    return new PlannedStep(config, model).estimate(batch).totalBytes();
  }

  private Batch example() {
    Feed feed = model.feed();
    try (BatchSource<Batch> source = feed.training()) {
      return source.read(0);
    }
  }

  /** All the memory of the device, whoever uses it. */
  private long available() {
    Device device = Devices.named(config.loop().device());
    if (device.isGpu()) {
      return CudaUtils.getGpuMemory(device).getMax();
    }
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return machine.getTotalMemorySize();
  }

  private static long heapGb() {
    return Runtime.getRuntime().maxMemory() >> 30;
  }

  private static long mb(long bytes) {
    return bytes >> 20;
  }
}
