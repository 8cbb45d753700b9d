package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The gradient of an operator that has no rule of its own: the script computes the operator again
 * with autograd on and asks PyTorch. Costs one more forward of that operator.
 */
final class Fallback {
  private static final String PREFIX = "autograd_";

  private Fallback() {}

  static List<Tensor> gradients(Call c, List<Tensor> g) {
    List<Integer> wanted = new ArrayList<>();
    List<Tensor> in = new ArrayList<>(c.inputs());
    for (int i = 0; i < c.inputs().size(); i++) {
      if (c.in(i) != null && c.in(i).dtype().isFloating()) {
        wanted.add(i);
      }
    }
    List<Integer> given = new ArrayList<>();
    for (int i = 0; i < g.size(); i++) {
      if (g.get(i) != null) {
        given.add(i);
        in.add(g.get(i));
      }
    }
    List<Tensor> found =
        Dispatch.all(operator(c, wanted, given), c.attrs(), in.toArray(Tensor[]::new));
    List<Tensor> out = new ArrayList<>(Grads.none(c.inputs().size()));
    for (int i = 0; i < wanted.size(); i++) {
      out.set(wanted.get(i), found.get(i));
    }
    return out;
  }

  /** Whether an operator is the gradient of another that has no rule of its own. */
  static boolean isOf(Op gradient, Op op) {
    return gradient.name().startsWith(PREFIX + op.name() + "_");
  }

  private static Op operator(Call c, List<Integer> wanted, List<Integer> given) {
    String present =
        c.inputs().stream().map(t -> t == null ? "0" : "1").collect(Collectors.joining());
    String name =
        PREFIX
            + c.op().name()
            + "_"
            + present
            + "_"
            + given.stream().map(String::valueOf).collect(Collectors.joining());
    int n = c.inputs().size();
    String arguments =
        IntStream.range(0, n + given.size())
            .filter(i -> i >= n || c.in(i) != null)
            .mapToObj(i -> "%" + i)
            .collect(Collectors.joining(", "));
    String constants =
        IntStream.range(0, c.attrs().values().size())
            .filter(i -> c.attrs().get(i) != null)
            .mapToObj(i -> ", $" + i)
            .collect(Collectors.joining());
    return Op.of(
            name,
            "self." + name + "(" + arguments + constants + ")",
            (in, a) -> wanted.stream().map(in::get).toList())
        .returnsList()
        .noGradient()
        .kernelText(source(name, c, wanted, given) + c.op().kernelSource());
  }

  private static String source(String name, Call c, List<Integer> wanted, List<Integer> given) {
    List<String> parameters = new ArrayList<>();
    String[] x = new String[c.inputs().size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = c.in(i) == null ? null : "x" + i;
      if (x[i] != null) {
        parameters.add(x[i] + ": Tensor");
      }
    }
    given.forEach(i -> parameters.add("g" + i + ": Tensor"));
    List<String> constants = new ArrayList<>();
    for (int i = 0; i < c.attrs().values().size(); i++) {
      Object v = c.attrs().get(i);
      constants.add(v == null ? "None" : "a" + i);
      if (v != null) {
        parameters.add("a" + i + ": " + Attrs.typeName(v));
      }
    }
    StringBuilder s = new StringBuilder();
    s.append("  def ").append(name).append("(self, ").append(String.join(", ", parameters));
    s.append(") -> List[Tensor]:\n");
    s.append("    before = torch.is_grad_enabled()\n    torch.set_grad_enabled(True)\n");
    for (int i : wanted) {
      s.append("    x%d = torch.requires_grad_(torch.detach(x%d), True)\n".formatted(i, i));
    }
    String results =
        IntStream.range(0, c.outputs().size())
            .mapToObj(i -> "y" + i)
            .collect(Collectors.joining(", "));
    s.append("    ").append(results).append(" = ");
    s.append(Spelling.fill(c.op().script(), Arrays.asList(x), constants, "x0.device", null));
    s.append("\n    gs = torch.autograd.grad([").append(names("y", given)).append("], [");
    s.append(names("x", wanted)).append("], annotate(List[Optional[Tensor]], [");
    s.append(names("g", given)).append("]), None, False, True)\n");
    s.append("    torch.set_grad_enabled(before)\n    out = annotate(List[Tensor], [])\n");
    for (int i = 0; i < wanted.size(); i++) {
      s.append("    r%d = gs[%d]\n    if r%d is None:\n".formatted(i, i, i));
      s.append("      out.append(torch.zeros_like(x%d))\n".formatted(wanted.get(i)));
      s.append("    else:\n      out.append(r%d)\n".formatted(i));
    }
    return s.append("    return out\n").toString();
  }

  private static String names(String prefix, List<Integer> which) {
    return which.stream().map(i -> prefix + i).collect(Collectors.joining(", "));
  }
}
