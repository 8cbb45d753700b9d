package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the small script function that runs one operator eagerly; constants are its arguments. */
final class EagerFunction {
  private EagerFunction() {}

  /** Calls with equal keys share a function. */
  static String key(Op op, Attrs attrs, List<EagerTensor> in) {
    StringBuilder s = new StringBuilder(op.name());
    in.forEach(t -> s.append(t == null ? '-' : '%'));
    attrs.values().forEach(v -> s.append(v == null ? "None" : Attrs.typeName(v)));
    return s.append(outputs(op, attrs, in)).toString();
  }

  private static int outputs(Op op, Attrs attrs, List<EagerTensor> in) {
    if (op.eager() != null) {
      return 1;
    }
    List<TensorType> types = new ArrayList<>();
    in.forEach(t -> types.add(t == null ? null : t.type()));
    return op.infer(types, attrs).size();
  }

  static String source(Op op, Attrs attrs, List<EagerTensor> in, String device) {
    List<String> parameters = new ArrayList<>();
    List<String> tensors = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      tensors.add(in.get(i) == null ? null : "x" + i);
      if (in.get(i) != null) {
        parameters.add("x" + i + ": Tensor");
      }
    }
    List<String> constants = new ArrayList<>();
    for (int i = 0; i < attrs.values().size(); i++) {
      Object v = attrs.get(i);
      constants.add(v == null ? "None" : "a" + i);
      if (v != null) {
        parameters.add("a" + i + ": " + Attrs.typeName(v));
      }
    }
    parameters.add("key: int");
    String expression =
        Spelling.fill(
            op.eager() == null ? op.script() : op.eager(),
            tensors,
            constants,
            "torch.device(\"" + device + "\")",
            null);
    int n = outputs(op, attrs, in);
    String names = IntStream.range(0, n).mapToObj(i -> "y" + i).collect(Collectors.joining(", "));
    String head = "  def f(self, " + String.join(", ", parameters) + ") -> ";
    String kernel = op.kernelSource();
    if (op.isList()) {
      return kernel + head + "List[Tensor]:\n    return " + expression + "\n";
    } else if (n == 1) {
      return kernel + head + "Tensor:\n    return " + expression + "\n";
    }
    return kernel
        + head
        + "List[Tensor]:\n    "
        + names
        + " = "
        + expression
        + "\n    return ["
        + names
        + "]\n";
  }

  static Object[] arguments(Op op, Attrs attrs, List<EagerTensor> in, long key) {
    List<Object> out = new ArrayList<>();
    in.stream().filter(t -> t != null).forEach(out::add);
    for (int i = 0; i < attrs.values().size(); i++) {
      Object v = attrs.get(i);
      if (v != null) {
        out.add(v instanceof List ? attrs.longs(i) : v);
      }
    }
    out.add(key);
    return out.toArray();
  }
}
