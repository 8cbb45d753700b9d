package dev.hydrant.trainer.step;

import dev.hydrant.trainer.checkpoint.SafeTensorsFile;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.optim.OptimizerScript;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.torch.ExportedProgram;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.weights.TensorSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a recorded training step so that Python's {@code torch.jit.load} runs the very same
 * script: {@code step.pt}, its tensors in {@code tensors.safetensors}, and {@code run.py}, which
 * takes the planned steps.
 */
final class StepExport {
  private final Weights weights;
  private final Map<String, Tensor> batch;
  private final List<String> metrics;
  private final String device;

  /**
   * @param recording what was recorded for the batch
   */
  StepExport(Weights weights, Map<String, Tensor> batch, StepRecording recording, String device) {
    this.weights = weights;
    this.batch = new LinkedHashMap<>();
    recording.inputs().forEach(name -> this.batch.put(name, batch.get(name)));
    this.metrics = recording.metrics();
    this.device = device;
  }

  /** The script method that gives Python the parameters as views of the flat vector. */
  static String views(Weights weights) {
    StringBuilder s = new StringBuilder();
    views(s, "views", weights, weights.parameters());
    return s.toString();
  }

  /** Script methods that give Python the views and vectors the step works on. */
  static String methods(Weights weights, Map<String, Rule> rules) {
    StringBuilder s = new StringBuilder();
    views(s, "views", weights, weights.parameters());
    views(s, "gradient_views", weights, weights.trainable());
    List<String> vectors = new ArrayList<>();
    weights
        .groups()
        .keySet()
        .forEach(
            group -> {
              for (Rule.StateVector v : rules.get(group).state()) {
                long n = OptimizerState.length(weights.layout(), group, v);
                vectors.add("torch.new_zeros(flat, [" + n + "])");
              }
            });
    s.append("  def state(self, flat: Tensor) -> List[Tensor]:\n    return [");
    return s.append(String.join(", ", vectors)).append("]\n").toString();
  }

  private static void views(
      StringBuilder s, String name, Weights weights, List<Parameter> parameters) {
    s.append("  def ").append(name).append("(self, flat: Tensor) -> List[Tensor]:\n");
    s.append("    out = annotate(List[Tensor], [])\n");
    for (Parameter p : parameters) {
      Layout.Range r = weights.place(p);
      s.append("    out.append(torch.view(torch.slice(flat, 0, ");
      s.append(r.start()).append(", ").append(r.end()).append("), ");
      s.append(Arrays.toString(p.shape())).append("))  # ").append(p.name()).append('\n');
    }
    s.append("    return out\n");
  }

  /** Writes {@code after.pt} too where something follows each step, and null where nothing does. */
  void write(
      Path directory,
      ExportedProgram step,
      ExportedProgram after,
      List<StepSettings> plan,
      List<Long> keys)
      throws IOException {
    List<TensorSource> tensors = tensors("constant.", step);
    tensors.add(TensorSources.source("key", longs(keys)));
    tensors.add(
        TensorSources.rows(
            "rules", plan.stream().map(s -> OptimizerScript.numbers(weights, s.rules())).toList()));
    String text = python(step, plan);
    if (after != null) {
      constants("after.", after, tensors);
      Files.write(directory.resolve("after.pt"), after.archive());
      text +=
          """
          after.main([], ps, [], [%s], key, 0.0)
          """
              .formatted(entries("after.", numbers(after)))
              .indent(4);
      text = text.replace("P, G = ", "after = torch.jit.load(\"after.pt\")\nP, G = ");
    }
    write(directory, "step.pt", step, tensors, text);
  }

  /** The same of a program without backward pass: {@code forward.pt}, and one call of it. */
  void writeForward(Path directory, ExportedProgram program, long key) throws IOException {
    String text =
        """
        # The loss of the exported script on one batch. Needs torch and safetensors.
        import torch
        from safetensors.torch import load_file
        torch.set_grad_enabled(False)
        model, t = torch.jit.load("forward.pt"), load_file("tensors.safetensors", device="%s")
        batch, constants = [%s], [%s]
        ps = model.views(t["weights"])  # what is printed: %s
        print(model.micro(batch, ps, [], constants, %d, 0.0).tolist())
        """
            .formatted(
                device,
                entries("batch.", batch.keySet()),
                entries("constant.", numbers(program)),
                String.join(", ", names()),
                key);
    write(directory, "forward.pt", program, tensors("constant.", program), text);
  }

  private List<TensorSource> tensors(String prefix, ExportedProgram program) {
    List<TensorSource> tensors = new ArrayList<>();
    tensors.add(TensorSources.source("weights", weights.flat()));
    batch.forEach((name, t) -> tensors.add(TensorSources.source("batch." + name, t)));
    constants(prefix, program, tensors);
    return tensors;
  }

  private static void constants(
      String prefix, ExportedProgram program, List<TensorSource> tensors) {
    for (int i = 0; i < program.constants().size(); i++) {
      tensors.add(TensorSources.source(prefix + i, program.constants().get(i)));
    }
  }

  private Tensor longs(List<Long> values) {
    return weights.torch().tensor(values.stream().mapToLong(l -> l).toArray(), values.size());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(metrics);
    names.add(0, "loss");
    return names;
  }

  private static void write(
      Path directory, String name, ExportedProgram program, List<TensorSource> tensors, String text)
      throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve(name), program.archive());
    SafeTensorsFile.write(directory.resolve("tensors.safetensors"), tensors, Map.of());
    Files.writeString(directory.resolve("run.py"), text);
  }

  private String python(ExportedProgram step, List<StepSettings> plan) {
    return """
        # Training steps of the exported script on one batch. Needs torch and safetensors.
        import torch
        from safetensors.torch import load_file
        torch.set_grad_enabled(False)
        step, t = torch.jit.load("step.pt"), load_file("tensors.safetensors", device="%s")
        P, G = t["weights"], torch.zeros(%d, dtype=t["weights"].dtype, device="%s")
        ps, gs, S = step.views(P), step.gradient_views(G), step.state(P)
        batch, constants = [%s], [%s]
        for i, (key, rules) in enumerate(zip(t["key"].tolist(), t["rules"].tolist()), 1):  # %s, norm of the gradient
            print(i, step.step(batch, ps, gs, constants, key, 0.0, P, G, S, rules, i, %s, 1.0).tolist())
        """
        .formatted(
            device,
            weights.trainableLength(),
            device,
            entries("batch.", batch.keySet()),
            entries("constant.", numbers(step)),
            String.join(", ", names()),
            plan.get(0).clip());
  }

  private static List<String> numbers(ExportedProgram program) {
    return IntStream.range(0, program.constants().size()).mapToObj(Integer::toString).toList();
  }

  private static String entries(String prefix, Collection<String> names) {
    return names.stream()
        .map(name -> "t[\"" + prefix + name + "\"]")
        .collect(Collectors.joining(", "));
  }
}
