package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.OptimizerScript;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.ExportedProgram;
import dev.hydrant.trainer.torch.NotTraceableException;
import dev.hydrant.trainer.torch.Program;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.ScriptFunction;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.TensorList;
import dev.hydrant.trainer.torch.TensorType;
import dev.hydrant.trainer.torch.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step as one recorded function per batch shape and phase; the least recently used are dropped.
 */
final class TracedStep implements GradientStep {
  private static final Logger LOG = LoggerFactory.getLogger(TrainStep.class);

  /** A dozen shapes, each in training, validation and test, and some to spare. */
  private static final int KEPT = 48;

  /** Programs of one shape in training and validation are no news. */
  private static final int USUAL = 2;

  /** What a program is recorded for: names, types and shapes of a batch, in any order. */
  private record Key(Map<String, TensorType> batch, Phase phase) {}

  /** A program with the names of its inputs and of the numbers it returns after the loss. */
  private record Compiled(
      Program program, List<String> inputs, List<String> metrics, Map<String, long[]> gathered) {
    List<Tensor> in(Map<String, Tensor> batch, List<Tensor> more) {
      List<Tensor> in = new ArrayList<>(StepRecording.inOrder(inputs, batch));
      in.addAll(more);
      return in;
    }
  }

  private final EagerTorch torch;
  private final Weights weights;
  private final LossFunction loss;
  private final Map<String, Rule> rules;
  private final OptimizerState state;
  private final TensorList parameters;
  private final TensorList gradients;
  private final TensorList vectors;
  private final int kept;
  private final Set<Key> seen = new HashSet<>();
  private boolean warned;
  private EagerStep eager;
  private ScriptFunction optimizer;
  private final Map<Key, Compiled> programs =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
          if (size() > kept) {
            eldest.getValue().program().close();
            return true;
          }
          return false;
        }
      };

  TracedStep(Weights weights, LossFunction loss, Map<String, Rule> rules) {
    this(weights, loss, rules, new OptimizerState(weights.torch(), weights, rules));
  }

  TracedStep(Weights weights, LossFunction loss, Map<String, Rule> rules, OptimizerState state) {
    this(weights, loss, rules, state, KEPT);
  }

  /**
   * @param kept how many programs are kept
   */
  TracedStep(
      Weights weights, LossFunction loss, Map<String, Rule> rules, OptimizerState state, int kept) {
    this.kept = kept;
    this.torch = weights.torch();
    this.weights = weights;
    this.loss = loss;
    this.rules = rules;
    this.state = state;
    this.parameters = new TensorList(weights.views(weights.flat()));
    this.gradients = new TensorList(weights.views(state.gradient()));
    this.vectors = new TensorList(state.list());
  }

  @Override
  public StepReport train(List<Map<String, Tensor>> micros, StepSettings s) {
    if (eager == null) {
      try {
        micros.forEach(m -> compiled(m, Phase.TRAIN));
        return state.scale() == null
            ? recorded(micros, s, 1)
            : state.scale().repeat(s.lossLimit(), scale -> recorded(micros, s, scale));
      } catch (NotTraceableException e) {
        runEagerly(e);
      }
    }
    return eager.train(micros, s);
  }

  /** Nothing has run when recording fails, so that the step can begin again eagerly. */
  private void runEagerly(NotTraceableException e) {
    LOG.warn("The model runs eagerly, because it cannot be recorded. {}", e.getMessage());
    eager = new EagerStep(weights, loss, rules, state);
  }

  /** Each further shape costs a recording, and seconds of compiling. */
  private void tell(Key key) {
    if (!seen.add(key)) {
      if (!warned) {
        LOG.warn(
            "Batches come in more than {} shapes, so programs are dropped and recorded again:"
                + " slow. Pad batches to fewer lengths",
            kept);
      }
      warned = true;
    } else if (seen.size() > USUAL) {
      LOG.debug(
          "recording program {} of this run: {} of {}",
          seen.size(),
          key.phase().name().toLowerCase(Locale.ROOT),
          key.batch());
    }
  }

  private StepReport recorded(List<Map<String, Tensor>> micros, StepSettings s, double scale) {
    try (Scope scope = torch.scope()) {
      return recorded(micros, s, scale, scaled(scale));
    }
  }

  /** The factor of the loss as an input of the program, where it has one. */
  private List<Tensor> scaled(double scale) {
    return state.scale() == null ? List.of() : List.of(torch.scalar(scale));
  }

  private StepReport recorded(
      List<Map<String, Tensor>> micros, StepSettings s, double scale, List<Tensor> factor) {
    int last = micros.size() - 1;
    int apart = s.isLimited() ? micros.size() : last;
    List<String> names = compiled(micros.get(0), Phase.TRAIN).metrics();
    Tensor kept = apart > 0 ? torch.full(DType.FLOAT64, 0, apart, names.size() + 1) : null;
    for (int k = 0; k < apart; k++) {
      call("keep", micros, s, k, factor, kept, (long) k);
    }
    double share = 1 / (scale * micros.size());
    if (s.isLimited()) {
      List<Row> rows = rows(names, kept.toDoubles());
      return Reports.of(rows, s.admits(rows) ? update(s, share) : Double.NaN);
    }
    List<Object> more = new ArrayList<>();
    more.addAll(List.of(weights.flat(), state.gradient(), vectors));
    more.addAll(List.of(OptimizerScript.numbers(weights, s.rules()), s.step(), s.clip(), share));
    if (kept != null) {
      more.add(kept);
    }
    double[] numbers = call("step", micros, s, last, factor, more.toArray());
    int norm = numbers.length - 1;
    return Reports.of(rows(names, Arrays.copyOf(numbers, norm)), numbers[norm]);
  }

  /** Calls a method of the program of a micro-batch, under the random key that it has. */
  private double[] call(
      String method,
      List<Map<String, Tensor>> micros,
      StepSettings s,
      int k,
      List<Tensor> factor,
      Object... more) {
    Compiled c = compiled(micros.get(k), Phase.TRAIN);
    GradientStep.key(torch, s, micros.size(), k);
    List<Tensor> in = c.in(micros.get(k), factor);
    return c.program().numbers(method, in, parameters, gradients, k == 0 ? 0.0 : 1.0, more);
  }

  /** The rows that lie one behind the other in a vector. */
  private static List<Row> rows(List<String> names, double[] numbers) {
    int width = names.size() + 1;
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < numbers.length; at += width) {
      rows.add(new Row(names, Arrays.copyOfRange(numbers, at, at + width)));
    }
    return rows;
  }

  /** The update alone, where the loss has to be known before it. */
  private double update(StepSettings s, double scale) {
    if (optimizer == null) {
      optimizer = new ScriptFunction(torch, OptimizerScript.methods(weights.layout(), rules));
    }
    return optimizer.number(
        "optimize",
        weights.flat(),
        state.gradient(),
        state.list(),
        OptimizerScript.numbers(weights, s.rules()),
        s.step(),
        s.clip(),
        scale);
  }

  private Row micro(Compiled c, List<Tensor> in, double beta) {
    double[] all = c.program().numbers("micro", in, parameters, gradients, beta);
    int at = c.metrics().size() + 1;
    Map<String, HostTensor> gathered = new LinkedHashMap<>();
    for (Map.Entry<String, long[]> g : c.gathered().entrySet()) {
      int end = at + (int) Arrays.stream(g.getValue()).reduce(1, (a, b) -> a * b);
      gathered.put(g.getKey(), new HostTensor(Arrays.copyOfRange(all, at, end), g.getValue()));
      at = end;
    }
    return new Row(c.metrics(), Arrays.copyOf(all, c.metrics().size() + 1), gathered);
  }

  @Override
  public Row gradients(Map<String, Tensor> batch, double beta, double scale) {
    if (eager == null) {
      try (Scope scope = torch.scope()) {
        Compiled c = compiled(batch, Phase.TRAIN);
        return micro(c, c.in(batch, scaled(scale)), beta);
      } catch (NotTraceableException e) {
        runEagerly(e);
      }
    }
    return eager.gradients(batch, beta, scale);
  }

  @Override
  public StepReport evaluate(Map<String, Tensor> batch, Phase phase, long seed) {
    if (eager == null) {
      try {
        compiled(batch, phase);
      } catch (NotTraceableException e) {
        runEagerly(e);
      }
    }
    if (eager != null) {
      return eager.evaluate(batch, phase, seed);
    }
    Compiled c = compiled(batch, phase);
    evaluationKey(seed);
    return Reports.of(List.of(micro(c, c.in(batch, List.of()), 0)), Double.NaN);
  }

  private void evaluationKey(long seed) {
    torch.randomKey(seed, -2);
  }

  @Override
  public String script(Map<String, Tensor> batch, Phase phase) {
    return compiled(batch, phase).program().source();
  }

  /** How many programs are kept. */
  int programs() {
    return programs.size();
  }

  private Compiled compiled(Map<String, Tensor> batch, Phase phase) {
    Map<String, TensorType> types = StepRecording.types(batch);
    return programs.computeIfAbsent(new Key(types, phase), this::compile);
  }

  private Compiled compile(Key key) {
    StepRecording recording = record(new Trace(torch), key.batch(), key.phase());
    tell(key);
    return new Compiled(
        recording.program().compile(torch),
        recording.inputs(),
        recording.metrics(),
        recording.gathered());
  }

  private StepRecording record(Trace trace, Map<String, TensorType> types, Phase phase) {
    boolean scaled = state.scale() != null;
    return StepRecording.of(trace, weights.layout(), loss, types, phase, rules, scaled);
  }

  @Override
  public void export(Map<String, Tensor> batch, ExportPlan plan, String device, Path directory)
      throws IOException {
    Map<String, TensorType> types = StepRecording.types(batch);
    try (Scope scope = torch.scope()) {
      StepRecording recording = record(new Trace(torch, device), types, Phase.TRAIN);
      ExportedProgram program =
          recording.program().methods(StepExport.methods(weights, rules)).export(torch);
      List<Long> keys = new ArrayList<>();
      for (StepSettings s : plan.steps()) {
        GradientStep.key(torch, s, 1, 0);
        keys.add(torch.key());
      }
      StepExport export = new StepExport(weights, batch, recording, device);
      export.write(directory, program, after(plan, device), plan.steps(), keys);
    }
  }

  /** What follows each step, as a program of its own; null where nothing does. */
  private ExportedProgram after(ExportPlan plan, String device) {
    Trace trace = new Trace(torch, device);
    Program.Builder program = trace.program();
    Map<Parameter, Tensor> values = new LinkedHashMap<>();
    weights
        .layout()
        .during(
            trace,
            () -> {
              values.putAll(plan.after().get());
              values.forEach(program::update);
            });
    return values.isEmpty() ? null : program.export(torch);
  }

  @Override
  public StepWork work(Map<String, Tensor> batch) {
    return StepRecording.work(weights, loss, batch, rules);
  }

  @Override
  public void exportForward(Map<String, Tensor> batch, long seed, String device, Path directory)
      throws IOException {
    Map<String, TensorType> types = StepRecording.types(batch);
    try (Scope scope = torch.scope()) {
      StepRecording recording = record(new Trace(torch, device), types, Phase.VALIDATION);
      ExportedProgram program =
          recording.program().methods(StepExport.views(weights)).export(torch);
      evaluationKey(seed);
      StepExport export = new StepExport(weights, batch, recording, device);
      export.writeForward(directory, program, torch.key());
    }
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
