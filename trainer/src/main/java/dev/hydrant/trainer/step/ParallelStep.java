package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.OptimizerScript;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One step per device, each on its own thread; gradients are added on the first device, which
 * updates and hands the weights back. The numbers are those of one device with the same
 * micro-batches, apart from buffers that follow the data, such as running means: they follow the
 * first device's share.
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
  private final List<GradientStep> steps = new ArrayList<>();
  private final ScriptFunction script;
  private final ExecutorService threads;

  /**
   * @param recorded whether each copy's step is recorded, or runs operator by operator
   */
  ParallelStep(List<Replica> replicas, Map<String, Rule> rules, boolean recorded) {
    this.replicas = List.copyOf(replicas);
    for (Replica r : replicas) {
      Weights w = r.weights();
      OptimizerState state =
          steps.isEmpty()
              ? new OptimizerState(w.torch(), w, rules)
              : OptimizerState.gradientOnly(w);
      steps.add(
          recorded
              ? new TracedStep(w, r.loss(), rules, state)
              : new EagerStep(w, r.loss(), rules, state));
    }
    Weights first = replicas.get(0).weights();
    script =
        new ScriptFunction(first.torch(), SCRIPT + OptimizerScript.methods(first.layout(), rules));
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
  public StepReport train(List<Map<String, Tensor>> micros, StepSettings s) {
    int n = steps.size();
    if (micros.size() % n != 0) {
      throw new IllegalArgumentException(
          micros.size() + " micro-batches cannot be shared evenly by " + n + " devices");
    }
    Weights first = replicas.get(0).weights();
    replicas.stream().skip(1).forEach(r -> script.number("copy", r.weights().flat(), first.flat()));
    LossScale scale = state().scale();
    return scale == null
        ? attempt(micros, s, 1)
        : scale.repeat(s.lossLimit(), factor -> attempt(micros, s, factor));
  }

  private StepReport attempt(List<Map<String, Tensor>> micros, StepSettings s, double scale) {
    List<Future<List<GradientStep.Row>>> running = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      int device = i;
      running.add(threads.submit(() -> share(device, micros, s, scale)));
    }
    List<GradientStep.Row> rows = new ArrayList<>();
    running.forEach(ParallelStep::await); // none may still be at work when one has failed
    running.forEach(f -> rows.addAll(result(f)));
    Weights first = replicas.get(0).weights();
    Tensor gradient = state().gradient();
    steps.stream().skip(1).forEach(t -> script.number("add", gradient, t.state().gradient()));
    if (!s.admits(rows)) {
      return Reports.of(rows, Double.NaN);
    }
    double norm =
        script.number(
            "optimize",
            first.flat(),
            gradient,
            state().list(),
            OptimizerScript.numbers(first, s.rules()),
            s.step(),
            s.clip(),
            1 / (scale * micros.size()));
    return Reports.of(rows, norm);
  }

  /** Every n-th micro-batch, on one device. */
  private List<GradientStep.Row> share(
      int device, List<Map<String, Tensor>> micros, StepSettings s, double scale) {
    List<GradientStep.Row> rows = new ArrayList<>();
    EagerTorch torch = replicas.get(device).weights().torch();
    for (int k = device; k < micros.size(); k += steps.size()) {
      GradientStep.key(torch, s, micros.size(), k);
      try (Scope scope = torch.scope()) {
        Map<String, Tensor> batch = new LinkedHashMap<>(micros.get(k));
        batch.replaceAll((name, tensor) -> torch.adopt(tensor));
        rows.add(steps.get(device).gradients(batch, k == device ? 0 : 1, scale));
      }
    }
    return rows;
  }

  private static void await(Future<?> f) {
    try {
      f.get();
    } catch (ExecutionException e) {
      // result throws it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
  public StepReport evaluate(Map<String, Tensor> batch, Phase phase, long seed) {
    return steps.get(0).evaluate(batch, phase, seed);
  }

  @Override
  public String script(Map<String, Tensor> batch, Phase phase) {
    return steps.get(0).script(batch, phase);
  }

  @Override
  public void export(Map<String, Tensor> batch, ExportPlan plan, String device, Path directory)
      throws IOException {
    steps.get(0).export(batch, plan, device, directory);
  }

  @Override
  public StepWork work(Map<String, Tensor> batch) {
    return steps.get(0).work(batch);
  }

  @Override
  public void exportForward(Map<String, Tensor> batch, long seed, String device, Path directory)
      throws IOException {
    steps.get(0).exportForward(batch, seed, device, directory);
  }

  @Override
  public OptimizerState state() {
    return steps.get(0).state();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    steps.forEach(TrainStep::close);
  }
}
