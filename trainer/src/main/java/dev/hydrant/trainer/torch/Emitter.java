package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a planned trace as one TorchScript function, or several where Java takes over. */
final class Emitter {
  private static final String SIGNATURE =
      "(self, inputs: List[Tensor], ps: List[Tensor], gs: List[Tensor], cs: List[Tensor],"
          + " key: int, beta: float) -> List[Tensor]:\n";

  /**
   * What was written.
   *
   * @param text the kernels the functions need, then the functions
   * @param cuts where Java takes over, in their order
   */
  record Text(String text, List<HostCut> cuts) {}

  private final Trace trace;
  private final Plan plan;
  private final List<String> lines = new ArrayList<>();
  private final Set<String> kernels = new LinkedHashSet<>();
  private final CutLines cuts = new CutLines();

  Emitter(Trace trace, Plan plan) {
    this.trace = trace;
    this.plan = plan;
  }

  /** Writes the function, and the parts before it where it has host functions. */
  Text function(String name, List<TraceTensor> outputs, List<Update> updates) {
    kernels.add(Kernels.text("accumulate"));
    for (int i : plan.untouched()) {
      line("if beta == 0.:", null);
      line("  torch.zero_(gs[" + i + "])", null);
    }
    plan.live().forEach(this::node);
    for (Update u : updates) {
      line("torch.copy_(" + name(u.target()) + ", " + name(u.value()) + ")", null);
    }
    line(
        "return [" + outputs.stream().map(this::name).collect(Collectors.joining(", ")) + "]",
        null);
    CutLines.Parts parts = cuts.split(lines, trace.inputs().size(), types());
    StringBuilder text = new StringBuilder(String.join("", kernels));
    for (int i = 0; i < parts.bodies().size(); i++) {
      boolean last = i == parts.cuts().size();
      text.append("  def ").append(last ? name : parts.cuts().get(i).method()).append(SIGNATURE);
      text.append(parts.bodies().get(i));
    }
    return new Text(text.toString(), parts.cuts());
  }

  private Map<String, TensorType> types() {
    Map<String, TensorType> types = new HashMap<>();
    plan.live().forEach(n -> n.outputs.forEach(t -> types.put(name(t), t.type())));
    return types;
  }

  private void line(String text, String place) {
    lines.add("    " + text + (place == null ? "" : "  # " + place) + "\n");
  }

  private String name(TraceTensor t) {
    if (t == null) {
      return null;
    }
    Node n = t.node();
    if (n.op != null) {
      return n.outputs.size() == 1 ? "v" + n.id : "v" + n.id + "_" + t.output();
    }
    String list =
        switch (n.source) {
          case INPUT -> "inputs";
          case PARAMETER -> "ps";
          case CONSTANT -> "cs";
        };
    return list + "[" + n.attrs.get(0) + "]";
  }

  private void node(Node n) {
    if (n.op == null || plan.isInlined(n)) {
      plan.sinks(n).forEach(s -> plain(s, n.place));
      return;
    }
    if (n.op.host() != null) {
      cuts.add(lines.size(), n, n.inputs.stream().map(this::name).toList(), name(n.outputs.get(0)));
      return;
    }
    if (!n.op.kernelSource().isEmpty()) {
      kernels.add(n.op.kernelSource());
    }
    if (plan.product(n) != null) {
      sum(n);
    } else if (!direct(n)) {
      line(left(n) + " = " + expression(n), n.place);
    }
    plan.sinks(n).stream().filter(s -> !isDirect(n, s)).forEach(s -> plain(s, n.place));
  }

  private boolean isForwardOnly(Node n) {
    return n.op.forwardOnly() != null && n.outputs.stream().skip(1).noneMatch(plan::isUsed);
  }

  private String left(Node n) {
    if (isForwardOnly(n)) {
      return name(n.outputs.get(0));
    }
    return n.outputs.stream().map(this::name).collect(Collectors.joining(", "))
        + (n.op.isList() && n.outputs.size() == 1 ? "," : "");
  }

  private String expression(Node n) {
    if (isForwardOnly(n)) {
      return fill(n, n.op.forwardOnly(), null);
    }
    if (n.op.inPlace() != null) {
      TraceTensor a = n.inputs.get(0);
      if (plan.overwrites(n, a, n.inputs)) {
        plan.overwrite(a, n.outputs.get(0));
        return fill(n, n.op.inPlace(), null);
      }
      boolean commutes = n.op == PointwiseOps.ADD || n.op == PointwiseOps.MUL;
      TraceTensor b = commutes ? n.inputs.get(1) : null;
      if (b != null && plan.overwrites(n, b, n.inputs)) {
        plan.overwrite(b, n.outputs.get(0));
        return Spelling.fill(n.op.inPlace(), List.of(name(b), name(a)), List.of(), device(), null);
      }
    }
    return fill(n, n.op.recorded(), null);
  }

  private String fill(Node n, String spelling, String out) {
    List<String> in = new ArrayList<>();
    n.inputs.forEach(t -> in.add(name(t)));
    List<String> attrs = n.attrs.values().stream().map(Attrs::literal).toList();
    return Spelling.fill(spelling, in, attrs, device(), out);
  }

  private String device() {
    return "torch.device(\"" + trace.device() + "\")";
  }

  /** A product added to a tensor: bias and addend first, then accumulate. */
  private void sum(Node n) {
    Node product = plan.product(n);
    TraceTensor p = plan.addend(n);
    boolean over = plan.overwrites(n, p, product.inputs);
    if (over) {
      plan.overwrite(p, n.outputs.get(0));
    }
    String call =
        product.op == ProductOps.LINEAR
            ? "self.add_linear(%s, %s, %s, %s, %s)"
                .formatted(
                    name(p),
                    name(product.inputs.get(0)),
                    name(product.inputs.get(1)),
                    product.inputs.get(2) == null ? "None" : name(product.inputs.get(2)),
                    over ? "True" : "False")
            : "self.add_mm(%s, %s, %s)"
                .formatted(
                    over ? name(p) : "torch.clone(" + name(p) + ")",
                    name(product.inputs.get(0)),
                    name(product.inputs.get(1)));
    line(name(n.outputs.get(0)) + " = " + call, n.place);
  }

  /** Writes a gradient in the statement that computes it, if the operator can. */
  private boolean direct(Node n) {
    for (Sink s : plan.sinks(n)) {
      if (isDirect(n, s)) {
        String text = fill(n, n.op.into(), s.target()).replace("beta=beta", "beta=" + s.beta());
        text = text.replace(", beta)", ", " + s.beta() + ")");
        line(n.outputs.size() == 1 ? text : left(n) + " = " + text, n.place);
        return true;
      }
    }
    return false;
  }

  private boolean isDirect(Node n, Sink s) {
    return n.op != null
        && n.op.into() != null
        && plan.sinks(n).size() == 1
        && s.value().output() == n.outputs.size() - 1
        && plan.uses(s.value()) == 1;
  }

  private void plain(Sink s, String place) {
    line("self.accumulate(" + s.target() + ", " + name(s.value()) + ", " + s.beta() + ")", place);
  }
}
