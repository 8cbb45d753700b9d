package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Products of a program's shapes are compared before it relies on them. */
class ProductCheckTest {
  private static final String LOSES_COLUMNS =
      """
        def linear(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
          y = torch.linear(x, w, b)
          n = y.size(1) // 64 * 64
          torch.slice(y, 1, n, y.size(1)).mul_(3.).add_(1.)
          return y
        def product(self, a: Tensor, b: Tensor) -> Tensor:
          return torch.mm(a, b)
      """;

  private final Logger logger = (Logger) LoggerFactory.getLogger(ProductCheck.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    NativeSetup.once();
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  private static Product linear(long m, long k, long n) {
    return new Product(1, m, k, n, false, true);
  }

  @Test
  void wrongLastColumnsAreNamedOnceAndRefused() {
    ProductCheck check = new ProductCheck(LOSES_COLUMNS);
    assertThat(check.passes(List.of(linear(512, 256, 50257)))).isFalse();
    assertThat(check.passes(List.of(linear(512, 256, 50257)))).isFalse();
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getFormattedMessage()).contains("[64, 256]").contains("is wrong");
  }

  @Test
  void aProgramWithAWrongProductIsLinkedWithPyTorchsOwn() {
    ProductCheck check = new ProductCheck(LOSES_COLUMNS);
    String script = "  def f(self, x: Tensor) -> Tensor:\n    return self.linear(x, x, None)\n";
    assertThat(ProductMethods.link(script, List.of(linear(512, 64, 1000)), check))
        .isEqualTo(ProductMethods.linkPortable(script));
    assertThat(ProductMethods.link(script, List.of(linear(512, 64, 1024)), check))
        .isEqualTo(ProductMethods.link(script));
  }

  @Test
  void whatIsRightPassesBesideWhatIsNot() {
    ProductCheck check = new ProductCheck(LOSES_COLUMNS);
    Product other = new Product(1, 512, 256, 1000, false, false);
    assertThat(check.passes(List.of(linear(512, 256, 768), other))).isTrue();
    assertThat(check.passes(List.of(linear(512, 256, 768), linear(512, 256, 769)))).isFalse();
    assertThat(log.list).hasSize(1);
  }

  @Test
  void thisProcessorsOwnProductsPass() {
    ProductCheck check = new ProductCheck(Kernels.text("products"));
    assertThat(
            check.passes(
                List.of(
                    linear(256, 256, 50257),
                    linear(2048, 256, 1000),
                    new Product(1, 256, 50257, 256, false, false))))
        .isTrue();
    assertThat(log.list).isEmpty();
  }

  @Test
  void smallerStandInsKeepTheRest() {
    Product small = ProductCheck.small(linear(2049, 768, 50257));
    assertThat(small.m()).isEqualTo(65);
    assertThat(small.n() % 256).isEqualTo(50257 % 256);
    assertThat(ProductCheck.small(linear(64, 50257, 768)).k()).isEqualTo(256 + 50257 % 256);
    assertThat(small.n() * small.k()).isLessThan(500_000);
  }
}
