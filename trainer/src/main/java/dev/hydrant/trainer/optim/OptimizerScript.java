package dev.hydrant.trainer.optim;

import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Weights;
import dev.hydrant.trainer.torch.ScriptText;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes the script function that ends a step: norm of all gradients, clipping, and each group's
 * rule. Nothing is updated when the norm is not finite.
 */
public final class OptimizerScript {
  private OptimizerScript() {}

  /**
   * {@code optimize(P, G, S, h, t, clip, scale) -> norm}: values, gradients, state vectors, numbers
   * of the rules, step from 1, largest norm (0: none), factor of the gradients.
   */
  public static String methods(Layout layout, Map<String, Rule> rules) {
    Set<String> kernels = new LinkedHashSet<>();
    kernels.add(ScriptText.kernel("global_norm"));
    StringBuilder body = new StringBuilder();
    int number = 0;
    int vector = 0;
    for (Map.Entry<String, Layout.Range> g : layout.groups().entrySet()) {
      Rule rule = rules.get(g.getKey());
      kernels.add(ScriptText.kernel(rule.kernel()));
      String range = ", 0, " + g.getValue().start() + ", " + g.getValue().end() + ")";
      body.append("      self.").append(rule.kernel());
      body.append("(torch.slice(P").append(range).append(", torch.slice(G").append(range);
      for (int i = 0; i < rule.state().size(); i++) {
        body.append(", S[").append(vector++).append("]");
      }
      for (int i = 0; i < rule.numbers().length; i++) {
        body.append(", h[").append(number++).append("]");
      }
      body.append(", t, s");
      if (rule.needsRows()) {
        RowTable rows =
            rule.takesHeadsAsRows()
                ? RowTable.byHead(layout, g.getKey())
                : RowTable.of(layout, g.getKey());
        body.append(", ").append(rows.literal());
      }
      body.append(")\n");
    }
    return String.join("", kernels)
        + """
          def optimize(self, P: Tensor, G: Tensor, S: List[Tensor], h: List[float], t: int, clip: float, scale: float) -> float:
            norm = self.global_norm(G) * scale
            s = scale
            if clip > 0. and norm > clip:
              s = scale * clip / (norm + 1e-6)
            if norm - norm == 0.:
        """
        + body
        + "    return norm\n";
  }

  public static double[] numbers(Weights weights, Map<String, Rule> rules) {
    return weights.groups().keySet().stream()
        .flatMapToDouble(g -> Arrays.stream(rules.get(g).numbers()))
        .toArray();
  }
}
