package dev.hydrant.trainer.engine;

import dev.hydrant.config.schema.Default;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelContext;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Registers {@code fragile}: a linear model whose data and memory fail where a config says. */
public final class FragileAdapter implements ModelAdapter<FragileAdapter.Config> {
  /**
   * What goes wrong.
   *
   * @param nanAt batches whose numbers are NaN
   * @param jumpAt batches whose targets are far off
   * @param crashAt the batch at which reading throws
   * @param hangAt the batch that never comes
   * @param dieAtRead the batch at which the process is killed, once
   * @param dieAtLoss the loss, counted from 1, in which it is killed, once; operator by operator
   * @param died a file that remembers that it was killed
   * @param mostRows rows of a batch that memory suffices for
   * @param recordingFails whether it does not suffice for the recording of a step either
   */
  public record Config(
      @Default("[]") List<Long> nanAt,
      @Default("[]") List<Long> jumpAt,
      OptionalLong crashAt,
      OptionalLong hangAt,
      OptionalLong dieAtRead,
      OptionalLong dieAtLoss,
      Optional<Path> died,
      @Default("1000") int mostRows,
      @Default("true") boolean recordingFails) {}

  @Override
  public String type() {
    return "fragile";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public TrainableModel create(Config config, ModelContext context) {
    return new Model(config);
  }

  private static void die(Path once) {
    try {
      if (Files.notExists(once)) {
        Files.createFile(once);
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
            .start()
            .waitFor();
        Thread.sleep(60_000);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Model extends Module implements TrainableModel {
    private static final int WIDTH = 3;

    private final Config config;
    private final Parameter weight = parameter("weight", Init.normal(0.3), 1, WIDTH);
    private final Parameter mean = buffer("mean", Init.zeros(), WIDTH);
    private long losses;

    Model(Config config) {
      this.config = config;
    }

    @Override
    public Module module() {
      return this;
    }

    @Override
    public Feed feed() {
      return new Points(config, WIDTH);
    }

    @Override
    public Objective loss(Map<String, Tensor> batch, Phase phase) {
      if (phase == Phase.TRAIN && ++losses == config.dieAtLoss().orElse(-1)) {
        die(config.died().orElseThrow());
      }
      Tensor points = batch.get("points"); // [B, WIDTH]
      boolean felt = config.recordingFails() || points.torch() instanceof EagerTorch;
      if (felt && points.size(0) > config.mostRows()) {
        throw new IllegalStateException(
            "[enforce fail at alloc_cpu.cpp:83] err == 0. DefaultCPUAllocator: can't allocate"
                + " memory: you tried to allocate 123 bytes. Error code 12");
      }
      Tensor error = points.linear(weight).sub(batch.get("targets"));
      return new Objective(error.mul(error).mean())
          .metric("batch", batch.get("numbers").mean())
          .update(mean, mean.mul(0.9).add(points.mean(0).mul(0.1)));
    }
  }

  private record Points(Config config, int width) implements Feed {
    private static final int ROWS = 16;

    @Override
    public BatchSource<Batch> training() {
      return source(0, true);
    }

    @Override
    public BatchSource<Batch> validation() {
      return source(1_000_000, false);
    }

    @Override
    public long validationBatches() {
      return 2;
    }

    @Override
    public String unit() {
      return "points";
    }

    @Override
    public String describe() {
      return "points that fail";
    }

    private BatchSource<Batch> source(long offset, boolean fails) {
      return new BatchSource<>() {
        @Override
        public Batch read(long index) {
          if (fails) {
            fail(index);
          }
          return batch(offset + index);
        }

        @Override
        public String locate(long index) {
          return "row " + ROWS * index + " of points.bin";
        }

        @Override
        public long batchesPerEpoch() {
          return Long.MAX_VALUE;
        }
      };
    }

    private void fail(long index) {
      if (index == config.crashAt().orElse(-1)) {
        throw new ArrayIndexOutOfBoundsException("Index 7 out of bounds for length 7");
      }
      if (index == config.dieAtRead().orElse(-1)) {
        die(config.died().orElseThrow());
      }
      if (index == config.hangAt().orElse(-1)) {
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private Batch batch(long index) {
      SplittableRandom random = new SplittableRandom(index);
      float[] points = new float[ROWS * width];
      float[] targets = new float[ROWS];
      float[] numbers = new float[ROWS];
      double factor = config.nanAt().contains(index) ? Double.NaN : 1;
      for (int i = 0; i < points.length; i++) {
        double x = random.nextDouble(-1, 1);
        points[i] = (float) (factor * x);
        targets[i / width] += (float) ((1 + i % width) * x);
      }
      for (int i = 0; i < ROWS; i++) {
        targets[i] += config.jumpAt().contains(index) ? 300 : 0;
        numbers[i] = index;
      }
      Map<String, Batch.Array> arrays = new LinkedHashMap<>();
      arrays.put("points", new Batch.Floats(points, ROWS, width));
      arrays.put("targets", new Batch.Floats(targets, ROWS, 1));
      arrays.put("numbers", new Batch.Floats(numbers, ROWS));
      return new Batch(arrays, ROWS);
    }
  }
}
