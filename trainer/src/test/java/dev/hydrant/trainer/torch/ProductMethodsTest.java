package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The products of scripts against PyTorch's own, in every way they can be routed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductMethodsTest {
  private static final String CALLS =
      """
        def far(self, y: Tensor, z: Tensor) -> float:
          if y.size() != z.size() or y.dtype != z.dtype or not y.is_contiguous():
            return -1.
          if y.numel() == 0:
            return 0.
          return float(torch.max(torch.abs(torch.sub(y, z))))
        def rows(self, x: Tensor, w: Tensor, b: Tensor) -> float:
          return self.far(self.linear(x, w, b), torch.linear(x, w, b))
        def no_bias(self, x: Tensor, w: Tensor) -> float:
          return self.far(self.linear(x, w, None), torch.linear(x, w, None))
        def right(self, x: Tensor, w: Tensor) -> float:
          return self.far(self.product(x, w.t()), torch.mm(x, w.t()))
        def plain(self, x: Tensor, w: Tensor) -> float:
          b = w.t().contiguous()
          return self.far(self.product(x, b), torch.mm(x, b))
        def left(self, x: Tensor) -> float:
          return self.far(self.product(x.t(), x), torch.mm(x.t(), x))
        def strided(self, x: Tensor, w: Tensor) -> float:
          k = w.size(1) // 2
          a = torch.slice(x, 1, 0, k)
          b = torch.slice(w, 1, 0, k)
          y = self.far(self.linear(a, b, None), torch.linear(a, b, None))
          a = a.contiguous()
          y = max(y, self.far(self.linear(a, b, None), torch.linear(a, b, None)))
          return max(y, self.far(self.product(a, b.t()), torch.mm(a, b.t())))
        def batches(self, x: Tensor) -> float:
          t = torch.transpose(x, 1, 2)
          return self.far(self.product(x, t), torch.matmul(x, t))
      """;

  private final EagerTorch torch = EagerTorch.cpu();
  private final EagerTorch exact = EagerTorch.open(Device.cpu(), DType.FLOAT64);
  private final ScriptFunction f = new ScriptFunction(torch, CALLS);

  @AfterAll
  void close() {
    torch.close();
    exact.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "3, 5, 7",
    "64, 33, 17",
    "600, 128, 160",
    "512, 130, 129",
    "2048, 8, 4",
    "100, 16, 17000",
    "700, 16, 17000"
  })
  void everyRouteGivesThePlainProduct(long rows, long in, long out) {
    Tensor x = torch.random("x").normal(rows, in);
    Tensor w = torch.random("w").normal(out, in);
    Tensor b = torch.random("b").normal(out);
    assertThat(f.number("rows", x, w, b)).isCloseTo(0, within(1e-4));
    assertThat(f.number("no_bias", x, w)).isCloseTo(0, within(1e-4));
    assertThat(f.number("right", x, w)).isCloseTo(0, within(1e-4));
    assertThat(f.number("plain", x, w)).isCloseTo(0, within(1e-4));
    assertThat(f.number("left", x)).isCloseTo(0, within(1e-3));
    if (in > 1) {
      assertThat(f.number("strided", x, w)).isCloseTo(0, within(1e-4));
    }
  }

  @Test
  void rowsOfSeveralDimensionsKeepThem() {
    Tensor x = torch.random("x").normal(4, 200, 128);
    Tensor w = torch.random("w").normal(160, 128);
    assertThat(f.number("no_bias", x, w)).isCloseTo(0, within(1e-4));
    assertThat(f.number("batches", x)).isCloseTo(0, within(1e-4));
  }

  @Test
  void noRowsGiveNoRows() {
    Tensor x = torch.zeros(0, 128);
    Tensor w = torch.random("w").normal(160, 128);
    assertThat(f.number("no_bias", x, w)).isZero();
    assertThat(f.number("plain", x, w)).isZero();
  }

  @Test
  void otherTypesAreLeftToPyTorch() {
    Tensor x = exact.random("x").normal(600, 128);
    Tensor w = exact.random("w").normal(160, 128);
    assertThat(f.number("no_bias", x, w)).isZero();
    Tensor xl = torch.random("x").normal(600, 128).to(DType.BFLOAT16);
    Tensor wl = torch.random("w").normal(160, 128).to(DType.BFLOAT16);
    assertThat(f.number("no_bias", xl, wl)).isZero();
  }

  @Test
  void autogradSeesEveryProduct() {
    double[][] exactly = rowGradients(exact);
    double[][] fast = rowGradients(torch);
    for (int i = 0; i < exactly.length; i++) {
      assertThat(fast[i]).containsExactly(exactly[i], within(1e-5));
    }
    assertThat(Arrays.stream(exactly[0]).map(Math::abs).max().orElseThrow()).isPositive();
  }

  /** Gradients of a loss over 700 rows of logits of 160 classes, by autograd. */
  private static double[][] rowGradients(EagerTorch torch) {
    Tensor x = torch.leaf(torch.linspace(-2, 3, 700 * 128).view(700, 128).mul(37).sin());
    Tensor w = torch.leaf(torch.linspace(-1, 1, 160 * 128).view(160, 128).mul(91).cos().mul(0.1));
    Tensor picks = torch.tensor(new long[700], 700, 1);
    Tensor keep = torch.tensor(new long[700], 700).eq(0);
    var rows = x.linearRows(w, 160, picks, keep, null, null);
    return torch.gradients(rows.logsumexp().sum().div(700), List.of(x, w)).stream()
        .map(Tensor::toDoubles)
        .toArray(double[][]::new);
  }

  @Test
  void scriptsThatLeaveTheProcessUsePortableOperators() {
    String script = "  def f(self, x: Tensor) -> Tensor:\n    return self.product(x, x)\n";
    assertThat(ProductMethods.link(script))
        .contains("ops.mkldnn")
        .doesNotContain("_reorder_linear_weight");
    assertThat(ProductMethods.linkPortable(script)).contains("def product(").doesNotContain("ops.");
    assertThat(ProductMethods.link("  def f(self) -> int:\n    return 1\n"))
        .doesNotContain("product");
  }
}
