package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttentionKernelTest {
  private static final String COMPARE =
      """
        def compare(self, q: Tensor, k: Tensor, v: Tensor, g: Tensor, causal: bool) -> float:
          y, lse = self.attention(q, k, v, None, causal, 0.4)
          s = self.attention_scores(q, k, None, causal, 0.4)
          plain = torch.matmul(torch.softmax(s, -1), v)
          a, b, c = self.attention_backward(g, q, k, v, y, lse, None, causal, 0.4)
          d, e, f = self.attention_plain_backward(g, q, k, v, plain, torch.logsumexp(s, [-1]), None, causal, 0.4)
          worst = torch.max(torch.stack([torch.max(torch.abs(y - plain)), torch.max(torch.abs(a - d)), torch.max(torch.abs(b - e)), torch.max(torch.abs(c - f))]))
          return float(worst)
      """;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void plainProductsAgreeWithTheFusedKernel(boolean causal) {
    try (EagerTorch torch = EagerTorch.open(Device.cpu(), DType.FLOAT64)) {
      torch.randomKey(1, 1);
      RandomStream r = torch.random("attention");
      double worst =
          new ScriptFunction(torch, ScriptText.kernel("attention") + COMPARE)
              .number(
                  "compare",
                  r.normal(2, 3, 7, 4),
                  r.normal(2, 3, 7, 4),
                  r.normal(2, 3, 7, 4),
                  r.normal(2, 3, 7, 4),
                  causal);
      assertThat(worst).isLessThan(1e-12);
    }
  }
}
