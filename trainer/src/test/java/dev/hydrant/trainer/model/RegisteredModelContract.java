package dev.hydrant.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.PreparationProgress;
import dev.hydrant.trainer.engine.ChildRun;
import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.HeldTensors;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds of every registered model, made of its configuration and its data: the {@link
 * ModelContract}, and that a run which is killed goes on to the same bytes, that another seed gives
 * other ones, and that no step leaves anything behind in memory.
 *
 * <pre>{@code
 * class PricesContractTest extends RegisteredModelContract {
 *   protected String yaml(Path directory) {
 *     return "type: prices\nnum_epochs: 3\nmodel_cfg: {hidden: 4}\n";
 *   }
 * }
 * }</pre>
 */
public abstract class RegisteredModelContract extends ModelContract {
  @TempDir Path dir;

  private RunSetup setup;

  /**
   * A configuration in block style of a run of at least six steps of a tiny model on tiny data,
   * without keys about checkpoints and where to go on from.
   *
   * @param directory where data may be written; the same for each call of one test
   */
  protected abstract String yaml(Path directory) throws IOException;

  private RunSetup setup() {
    if (setup == null) {
      try {
        setup = RunSetup.of(Runs.tree(yaml(dir)), ModelRegistry.load());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return setup;
  }

  @Override
  protected ModelUnderTest underTest() {
    TrainableModel model = setup().model();
    model.feed().prepare(PreparationProgress.NONE);
    return new ModelUnderTest() {
      @Override
      public Module module() {
        return model.module();
      }

      @Override
      public Objective loss(Map<String, Tensor> batch, Phase phase) {
        return model.loss(batch, phase);
      }

      @Override
      public Map<String, Tensor> batch(EagerTorch torch, int index) {
        Map<String, Tensor> batch = new LinkedHashMap<>();
        try (BatchSource<Batch> source = model.feed().training()) {
          source.read(index).arrays().forEach((name, a) -> batch.put(name, a.in(torch)));
        }
        RunLength length = RunLength.of(setup().config().loop(), model.feed());
        model
            .scheduled(length.before(0))
            .forEach((name, v) -> batch.put(name, torch.full(torch.floatType(), v, 1)));
        return batch;
      }

      @Override
      public void afterStep(Weights weights) {
        weights
            .torch()
            .noGrad(model::afterStep)
            .forEach((p, value) -> weights.set(p, value.detach()));
      }
    };
  }

  private String job(String more) throws IOException {
    return yaml(dir) + "\nsave_every: 1\nkeep_last: 99\nsave_async: false\nsamples: 0\n" + more;
  }

  /** The rows without what differs from run to run of the same numbers. */
  private static List<Map<String, Double>> rows(Path run) {
    return MetricsLog.read(run, Long.MAX_VALUE).stream()
        .map(
            row -> {
              Map<String, Double> kept = new TreeMap<>(row.values());
              kept.keySet().removeIf(Metrics::isOfMachine);
              return kept;
            })
        .toList();
  }

  private static long steps(Path run) {
    return MetricsLog.read(run, Long.MAX_VALUE).stream().mapToLong(Metrics::step).max().orElse(0);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_run_that_is_killed_goes_on_to_the_same_bytes() throws IOException, InterruptedException {
    Path straight = dir.resolve("straight");
    Runs.train(straight, job("resume: auto\n"));
    long steps = steps(straight);
    assertThat(steps).as("steps of the run").isGreaterThanOrEqualTo(6);
    Path killed = dir.resolve("killed");
    assertThat(ChildRun.killedAfter(killed, job("resume: auto\n"), steps / 2 + 1)).isEqualTo(137);
    Runs.train(killed, job("resume: auto\n"));
    assertThat(rows(killed)).isEqualTo(rows(straight));
    SavedState.of(Runs.checkpoint(killed, steps))
        .assertEqualTo(SavedState.of(Runs.checkpoint(straight, steps)));

    Path other = dir.resolve("other");
    Runs.train(other, job(otherSeed()));
    assertThat(SavedState.of(Runs.checkpoint(other, steps)).tensors("model"))
        .isNotEqualTo(SavedState.of(Runs.checkpoint(straight, steps)).tensors("model"));
  }

  /** The line that gives a run another seed. */
  protected String otherSeed() {
    return "seed: 1234\n";
  }

  /** After later steps there are no more tensors than after earlier ones. */
  @Test
  void no_step_leaves_tensors_behind() throws IOException {
    Map<Long, Integer> held = new TreeMap<>();
    Runs.trainWatched(
        dir.resolve("watched"),
        job(""),
        train ->
            new Callback() {
              @Override
              public void onStep(Metrics row) {
                Tensor any = train.model().module().parameters().get(0);
                held.put(row.step(), HeldTensors.behind(any));
              }
            });
    long steps = held.size();
    int early =
        held.entrySet().stream()
            .filter(e -> e.getKey() <= steps / 2)
            .mapToInt(Map.Entry::getValue)
            .max()
            .orElseThrow();
    assertThat(held.values())
        .as("tensors held after each step: %s", held)
        .allMatch(n -> n <= early);
  }
}
