package dev.hydrant.trainer.optim;

import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Program;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorList;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The step as one recorded function per batch shape and phase; the least recently used are dropped.
 */
final class TracedStep implements TrainStep {
  private static final int CACHE = 16;

  /** A program with the names of the numbers it returns after the loss. */
  private record Compiled(Program program, List<String> metrics) {}

  private final EagerTorch torch;
  private final Weights weights;
  private final LossFunction loss;
  private final Map<String, Rule> rules;
  private final OptimizerState state;
  private final TensorList parameters;
  private final TensorList gradients;
  private final TensorList vectors;
  private final Map<Object, Compiled> programs =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Compiled> eldest) {
          if (size() > CACHE) {
            eldest.getValue().program().close();
            return true;
          }
          return false;
        }
      };

  TracedStep(Weights weights, LossFunction loss, Map<String, Rule> rules) {
    this.torch = weights.torch();
    this.weights = weights;
    this.loss = loss;
    this.rules = rules;
    this.state = new OptimizerState(torch, weights, rules);
    this.parameters = new TensorList(weights.views(weights.flat()));
    this.gradients = new TensorList(weights.views(state.gradient()));
    this.vectors = new TensorList(state.list());
  }

  @Override
  public StepReport train(List<List<Tensor>> micros, StepSettings s) {
    List<double[]> rows = new ArrayList<>();
    double norm = Double.NaN;
    List<String> names = List.of();
    for (int k = 0; k < micros.size(); k++) {
      Compiled c = compiled(micros.get(k), Phase.TRAIN);
      torch.randomKey(s.seed(), s.step() * micros.size() + k);
      names = c.metrics();
      double beta = k == 0 ? 0.0 : 1.0;
      if (k + 1 < micros.size()) {
        rows.add(c.program().numbers("micro", micros.get(k), parameters, gradients, beta));
        continue;
      }
      double[] row =
          c.program()
              .numbers(
                  "step",
                  micros.get(k),
                  parameters,
                  gradients,
                  beta,
                  weights.flat(),
                  state.gradient(),
                  vectors,
                  OptimizerScript.numbers(weights, s.rules()),
                  s.step(),
                  s.clip(),
                  1.0 / micros.size());
      norm = row[row.length - 1];
      rows.add(row);
    }
    return Reports.of(names, rows, norm);
  }

  @Override
  public StepReport evaluate(List<Tensor> batch, Phase phase, long seed) {
    Compiled c = compiled(batch, phase);
    torch.randomKey(seed, -2);
    double[] row = c.program().numbers("micro", batch, parameters, gradients, 0.0);
    return Reports.of(c.metrics(), List.of(row), Double.NaN);
  }

  private Compiled compiled(List<Tensor> batch, Phase phase) {
    List<TensorType> types = batch.stream().map(Tensor::type).toList();
    return programs.computeIfAbsent(List.of(types, phase), k -> compile(types, phase));
  }

  private Compiled compile(List<TensorType> types, Phase phase) {
    Trace trace = new Trace(torch);
    Program.Builder builder = trace.program();
    List<String> names = new ArrayList<>();
    List<Tensor> inputs = types.stream().map(trace::input).toList();
    weights.during(
        trace,
        () -> {
          Objective o = loss.apply(inputs, phase);
          builder.output(o.loss());
          o.metrics()
              .forEach(
                  (name, value) -> {
                    names.add(name);
                    builder.output(value);
                  });
          if (phase == Phase.TRAIN) {
            builder.backward(o.loss(), i -> weights.parameters().get(i).isTrainable());
            o.updates().forEach(builder::update);
          }
        });
    builder.methods(StepScript.micro());
    if (phase == Phase.TRAIN) {
      builder.methods(OptimizerScript.methods(weights, rules)).methods(StepScript.step());
    }
    return new Compiled(builder.compile(torch), List.copyOf(names));
  }

  @Override
  public OptimizerState state() {
    return state;
  }

  @Override
  public void close() {
    programs.values().forEach(c -> c.program().close());
    parameters.close();
    gradients.close();
    vectors.close();
  }
}
