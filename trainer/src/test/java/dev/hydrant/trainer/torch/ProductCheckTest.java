package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Products are compared at every new shape, on the operands of their first use. */
class ProductCheckTest {
  /** Wrong in the last columns where there are 400 rows or more, as oneDNN's reordered weights. */
  private static final String LOSES_COLUMNS =
      """
        def onednn(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
          y = torch.linear(x, w, b)
          n = y.size(1) // 64 * 64
          if y.size(0) >= 400 or y.size(0) == 65:
            torch.slice(y, 1, n, y.size(1)).mul_(3.)
          return y
      """;

  private static final String LOSES_THE_LAST_ROW =
      """
        def onednn(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
          y = torch.linear(x, w, b)
          torch.slice(y, 0, y.size(0) - 1, y.size(0)).zero_()
          return y
      """;

  /** How far the product in use is from PyTorch's own, at most. */
  private static final String CALLS =
      """
        def right(self, x: Tensor, w: Tensor) -> float:
          return float(torch.max(torch.abs(torch.sub(self.linear(x, w, None), torch.linear(x, w)))))
        def biased(self, x: Tensor, w: Tensor, b: Tensor) -> float:
          return float(torch.max(torch.abs(torch.sub(self.linear(x, w, b), torch.linear(x, w, b)))))
      """;

  private final Logger logger = (Logger) LoggerFactory.getLogger(ProductFaults.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private EagerTorch torch;

  @BeforeEach
  void open() {
    torch = EagerTorch.cpu();
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
    torch.close();
  }

  private Script script(String routine) {
    return Script.load(
        torch.manager(), CALLS, CALLS + ProductMethods.checked(routine), new ProductFaults());
  }

  private double far(Script script, String method, Tensor... arguments) {
    JniUtils.setGraphExecutorOptimize(false);
    JniUtils.setGradMode(false);
    try (IValue v = script.call(method, (Object[]) arguments)) {
      return v.toDouble();
    }
  }

  private Tensor normal(long... shape) {
    return torch.random("x").normal(shape);
  }

  private List<String> messages() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @ParameterizedTest
  @CsvSource({"512, 256, 1000", "2048, 64, 769", "401, 100, 50257", "65, 33, 1000"})
  void wrongLastColumnsAreNeverUsedAndAreNamedOnce(long m, long k, long n) {
    Script script = script(LOSES_COLUMNS);
    for (int i = 0; i < 4; i++) {
      assertThat(far(script, "right", normal(m, k), normal(n, k))).isZero();
    }
    String shape = "[%d, %d] x [%d, %d]".formatted(m, k, k, n);
    assertThat(messages()).hasSize(1);
    assertThat(messages().get(0)).contains("product " + shape + " is wrong on this processor");
  }

  @Test
  void oneWrongRowIsFound() {
    Script script = script(LOSES_THE_LAST_ROW);
    assertThat(far(script, "right", normal(2047, 96), normal(768, 96))).isZero();
    assertThat(far(script, "biased", normal(300, 96), normal(768, 96), normal(768))).isZero();
    assertThat(messages()).hasSize(2);
  }

  @Test
  void whatIsRightIsUsedBesideWhatIsNot() {
    Script script = script(LOSES_COLUMNS);
    far(script, "right", normal(512, 256), normal(768, 256));
    assertThat(messages()).isEmpty();
    far(script, "right", normal(512, 256), normal(769, 256));
    assertThat(messages()).singleElement().asString().contains("[256, 769]");
  }

  @Test
  void aProductOfZerosSettlesNothing() {
    Script script = script(LOSES_COLUMNS);
    assertThat(far(script, "right", normal(512, 64), torch.zeros(1000, 64))).isZero();
    assertThat(far(script, "right", normal(512, 64), normal(1000, 64))).isZero();
    assertThat(messages()).hasSize(1);
  }

  @Test
  void operandsThatAreNotFiniteAreNoFaultOfTheProduct() {
    Script script = script(LOSES_COLUMNS);
    Tensor infinite = torch.full(torch.floatType(), Double.POSITIVE_INFINITY, 512, 64);
    far(script, "right", infinite, normal(1000, 64));
    assertThat(messages()).isEmpty();
    assertThat(far(script, "right", normal(512, 64), normal(1000, 64))).isZero();
    assertThat(messages()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "256, 256, 50257, 1",
    "2048, 256, 1000, 1",
    "64, 50257, 256, 1",
    "2048, 768, 3072, 1e-18",
    "129, 4096, 513, 1e15"
  })
  void thisProcessorsOwnProductsPass(long m, long k, long n, double scale) {
    String onednn = Kernels.text("products_onednn");
    Script script = script(onednn);
    far(script, "right", normal(m, k).mul(scale), normal(n, k).mul(scale));
    Tensor same = torch.full(torch.floatType(), 0.1, m, k); // rounding all to one side
    far(script(onednn), "right", same, torch.full(torch.floatType(), 0.3, n, k));
    far(script, "biased", normal(m, k), normal(n, k).mul(scale), normal(n));
    assertThat(messages()).isEmpty();
  }

  @Test
  void rowsThatChangeAreComparedTwoHundredTimesAndThenByTheirDigitsAndRest() {
    Script script = script(LOSES_COLUMNS); // right below 400 rows
    Tensor w = normal(321, 64);
    for (int rows = 200; rows < 400; rows++) {
      far(script, "right", normal(rows, 64), w);
    }
    assertThat(far(script, "right", normal(508, 64), w)).as("as 300 rows").isPositive();
    assertThat(far(script, "right", normal(1000, 64), w)).as("more digits").isZero();
    assertThat(far(script, "right", normal(508, 64), normal(322, 64))).as("width").isZero();
  }

  @Test
  void recordedProgramsAndOptimizersCompareTheirProducts() {
    String script = "  def f(self, x: Tensor) -> Tensor:\n    return self.linear(x, x, None)\n";
    assertThat(ProductMethods.compares(ProductMethods.link(script))).isTrue();
    assertThat(ProductMethods.compares(ProductMethods.link(Kernels.text("muon")))).isTrue();
    assertThat(ProductMethods.compares(ProductMethods.linkPortable(script))).isFalse();
  }
}
