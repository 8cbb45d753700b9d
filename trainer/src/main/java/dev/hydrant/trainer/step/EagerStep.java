package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.OptimizerScript;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.NotTraceableException;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The step operator by operator; gradients are PyTorch's. */
final class EagerStep implements GradientStep {
  private final EagerTorch torch;
  private final Weights weights;
  private final LossFunction loss;
  private final Map<String, Rule> rules;
  private final OptimizerState state;
  private final List<Tensor> gradients;
  private final ScriptFunction optimizer;

  EagerStep(Weights weights, LossFunction loss, Map<String, Rule> rules) {
    this(weights, loss, rules, new OptimizerState(weights.torch(), weights, rules));
  }

  EagerStep(Weights weights, LossFunction loss, Map<String, Rule> rules, OptimizerState state) {
    this.torch = weights.torch();
    this.weights = weights;
    this.loss = loss;
    this.rules = rules;
    this.state = state;
    this.gradients = weights.views(state.gradient());
    this.optimizer = new ScriptFunction(torch, OptimizerScript.methods(weights.layout(), rules));
  }

  @Override
  public StepReport train(List<Map<String, Tensor>> micros, StepSettings settings) {
    return state.scale() == null
        ? attempt(micros, settings, 1)
        : state.scale().repeat(settings.lossLimit(), scale -> attempt(micros, settings, scale));
  }

  private StepReport attempt(
      List<Map<String, Tensor>> micros, StepSettings settings, double scale) {
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < micros.size(); k++) {
      GradientStep.key(torch, settings, micros.size(), k);
      rows.add(gradients(micros.get(k), k == 0 ? 0 : 1, scale));
    }
    if (!settings.admits(rows)) {
      return Reports.of(rows, Double.NaN);
    }
    double norm =
        optimizer.number(
            "optimize",
            weights.flat(),
            state.gradient(),
            state.list(),
            OptimizerScript.numbers(weights, settings.rules()),
            settings.step(),
            settings.clip(),
            1 / (scale * micros.size()));
    return Reports.of(rows, norm);
  }

  @Override
  public Row gradients(Map<String, Tensor> batch, double beta, double scale) {
    try (Scope s = torch.scope()) {
      Objective o = loss.apply(batch, Phase.TRAIN);
      List<Tensor> g = torch.gradients(o.loss().mul(scale), weights.trainable());
      for (int i = 0; i < g.size(); i++) {
        Tensor to = gradients.get(i);
        Tensor part = g.get(i);
        torch.copy(beta == 0 ? part : torch.noGrad(() -> to.add(part)), to);
      }
      o.updates().forEach((p, v) -> weights.set(p, v));
      return row(o);
    }
  }

  @Override
  public StepReport evaluate(Map<String, Tensor> batch, Phase phase, long seed) {
    try (Scope s = torch.scope()) {
      torch.randomKey(seed, -2);
      Objective o = torch.noGrad(() -> loss.apply(batch, phase));
      Map<String, HostTensor> gathered = new LinkedHashMap<>();
      o.gathered()
          .forEach((name, t) -> gathered.put(name, new HostTensor(t.toDoubles(), t.shape())));
      Row row = row(o);
      return Reports.of(List.of(new Row(row.names(), row.values(), gathered)), Double.NaN);
    }
  }

  @Override
  public String script(Map<String, Tensor> batch, Phase phase) {
    throw new NotTraceableException("An eager step has no script; set torch_compile=true");
  }

  @Override
  public void export(Map<String, Tensor> batch, ExportPlan plan, String device, Path directory) {
    throw new NotTraceableException("An eager step has no script; set torch_compile=true");
  }

  @Override
  public void exportForward(Map<String, Tensor> batch, long seed, String device, Path directory) {
    throw new NotTraceableException("An eager step has no script; set torch_compile=true");
  }

  private static Row row(Objective o) {
    double[] out = new double[o.metrics().size() + 1];
    out[0] = o.loss().item();
    int i = 1;
    for (Tensor t : o.metrics().values()) {
      out[i++] = t.item();
    }
    return new Row(List.copyOf(o.metrics().keySet()), out);
  }

  @Override
  public StepWork work(Map<String, Tensor> batch) {
    return StepRecording.work(weights, loss, batch, rules);
  }

  @Override
  public OptimizerState state() {
    return state;
  }

  @Override
  public void close() {}
}
