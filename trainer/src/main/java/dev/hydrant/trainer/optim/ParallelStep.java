package dev.hydrant.trainer.optim;

import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One recorded step per device, each on its own thread; gradients are added on the first device,
 * which updates and hands the weights back. The numbers are those of one device with the same
 * micro-batches.
 */
final class ParallelStep implements TrainStep {
  private static final String SCRIPT =
      """
        def add(self, to: Tensor, x: Tensor) -> float:
          torch.add_(to, torch.to(x, to.device))
          return 0.
        def copy(self, to: Tensor, x: Tensor) -> float:
          torch.copy_(to, x)
          return 0.
      """;

  private final List<Replica> replicas;
  private final List<TracedStep> steps = new ArrayList<>();
  private final ScriptFunction script;
  private final ExecutorService threads;

  ParallelStep(List<Replica> replicas, Map<String, Rule> rules) {
    this.replicas = List.copyOf(replicas);
    if (replicas.get(0).weights().torch().autocast() == DType.FLOAT16) {
      throw new IllegalArgumentException("fp16 runs on one device only; use precision=bf16");
    }
    replicas.forEach(r -> steps.add(new TracedStep(r.weights(), r.loss(), rules)));
    Weights first = replicas.get(0).weights();
    script = new ScriptFunction(first.torch(), SCRIPT + OptimizerScript.methods(first, rules));
    threads =
        Executors.newFixedThreadPool(
            replicas.size(),
            r -> {
              Thread t = new Thread(r, "replica");
              t.setDaemon(true);
              return t;
            });
  }

  @Override
  public StepReport train(List<List<Tensor>> micros, StepSettings s) {
    int n = steps.size();
    if (micros.size() % n != 0) {
      throw new IllegalArgumentException(
          micros.size() + " micro-batches cannot be shared evenly by " + n + " devices");
    }
    Weights first = replicas.get(0).weights();
    replicas.stream().skip(1).forEach(r -> script.number("copy", r.weights().flat(), first.flat()));
    List<Future<List<double[]>>> running = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int device = i;
      running.add(threads.submit(() -> share(device, micros, s)));
    }
    List<double[]> rows = new ArrayList<>();
    running.forEach(f -> rows.addAll(result(f)));
    Tensor gradient = state().gradient();
    steps.stream().skip(1).forEach(t -> script.number("add", gradient, t.state().gradient()));
    double norm =
        script.number(
            "optimize",
            first.flat(),
            gradient,
            state().list(),
            OptimizerScript.numbers(first, s.rules()),
            s.step(),
            s.clip(),
            1.0 / micros.size());
    return Reports.of(steps.get(0).metrics(micros.get(0)), rows, norm);
  }

  /** Every n-th micro-batch, on one device. */
  private List<double[]> share(int device, List<List<Tensor>> micros, StepSettings s) {
    List<double[]> rows = new ArrayList<>();
    EagerTorch torch = replicas.get(device).weights().torch();
    for (int k = device; k < micros.size(); k += steps.size()) {
      torch.randomKey(s.seed(), s.step() * micros.size() + k);
      List<Tensor> batch = micros.get(k).stream().map(torch::onDevice).toList();
      rows.add(steps.get(device).gradients(batch, k == device ? 0 : 1));
    }
    return rows;
  }

  private static <T> T result(Future<T> f) {
    try {
      return f.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      throw new IllegalStateException("A replica failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the replicas were at work", e);
    }
  }

  @Override
  public StepReport evaluate(List<Tensor> batch, Phase phase, long seed) {
    return steps.get(0).evaluate(batch, phase, seed);
  }

  @Override
  public String script(List<Tensor> batch, Phase phase) {
    return steps.get(0).script(batch, phase);
  }

  @Override
  public void export(List<Tensor> batch, StepSettings settings, String device, Path directory)
      throws IOException {
    steps.get(0).export(batch, settings, device, directory);
  }

  @Override
  public OptimizerState state() {
    return steps.get(0).state();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    steps.forEach(TracedStep::close);
  }
}
