package dev.hydrant.trainer.optim;

import dev.hydrant.trainer.checkpoint.SafeTensorsFile;
import dev.hydrant.trainer.checkpoint.TensorSource;
import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.ExportedProgram;
import dev.hydrant.trainer.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a recorded training step so that Python's {@code torch.jit.load} runs the very same
 * script: {@code step.pt}, its tensors in {@code tensors.safetensors}, and {@code run.py}, which
 * takes ten steps.
 */
final class StepExport {
  private StepExport() {}

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

  static void write(
      Path directory,
      ExportedProgram program,
      Weights weights,
      StepSettings settings,
      List<Tensor> batch,
      String device)
      throws IOException {
    Map<String, Tensor> tensors = tensors(program, weights, batch);
    write(directory, "step.pt", program, tensors, python(tensors, weights, settings, device));
  }

  /** The same of a program without backward pass: {@code forward.pt}, and one call of it. */
  static void writeForward(
      Path directory, ExportedProgram program, Weights weights, List<Tensor> batch, String device)
      throws IOException {
    Map<String, Tensor> tensors = tensors(program, weights, batch);
    String python =
        """
        # The loss of the exported script on one batch. Needs torch and safetensors.
        import torch
        from safetensors.torch import load_file
        torch.set_grad_enabled(False)
        model, t = torch.jit.load("forward.pt"), load_file("tensors.safetensors", device="%s")
        batch, constants = [%s], [%s]
        ps = model.views(t["weights"])
        print(model.micro(batch, ps, [], constants, 0, 0.0).tolist())  # loss, metrics
        """
            .formatted(device, entries(tensors, "batch."), entries(tensors, "constant."));
    write(directory, "forward.pt", program, tensors, python);
  }

  private static Map<String, Tensor> tensors(
      ExportedProgram program, Weights weights, List<Tensor> batch) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("weights", weights.flat());
    for (int i = 0; i < batch.size(); i++) {
      tensors.put("batch." + i, batch.get(i));
    }
    for (int i = 0; i < program.constants().size(); i++) {
      tensors.put("constant." + i, program.constants().get(i));
    }
    return tensors;
  }

  private static void write(
      Path directory,
      String name,
      ExportedProgram program,
      Map<String, Tensor> tensors,
      String python)
      throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve(name), program.archive());
    List<TensorSource> sources = new ArrayList<>();
    tensors.forEach((own, tensor) -> sources.add(TensorSources.source(own, tensor)));
    SafeTensorsFile.write(directory.resolve("tensors.safetensors"), sources, Map.of());
    Files.writeString(directory.resolve("run.py"), python);
  }

  private static String python(
      Map<String, Tensor> tensors, Weights weights, StepSettings s, String device) {
    return """
        # Ten training steps of the exported script. Needs torch and safetensors.
        import torch
        from safetensors.torch import load_file
        torch.set_grad_enabled(False)
        step, t = torch.jit.load("step.pt"), load_file("tensors.safetensors", device="%s")
        P, G = t["weights"], torch.zeros(%d, dtype=t["weights"].dtype, device="%s")
        ps, gs, S = step.views(P), step.gradient_views(G), step.state(P)
        batch, constants = [%s], [%s]
        for i in range(1, 11):  # loss, metrics, norm of the gradient
            print(i, step.step(batch, ps, gs, constants, i, 0.0, P, G, S, %s, i, %s, 1.0).tolist())
        """
        .formatted(
            device,
            weights.trainableLength(),
            device,
            entries(tensors, "batch."),
            entries(tensors, "constant."),
            Arrays.toString(OptimizerScript.numbers(weights, s.rules())),
            s.clip());
  }

  private static String entries(Map<String, Tensor> tensors, String prefix) {
    return tensors.keySet().stream()
        .filter(n -> n.startsWith(prefix))
        .map(n -> "t[\"" + n + "\"]")
        .collect(Collectors.joining(", "));
  }
}
