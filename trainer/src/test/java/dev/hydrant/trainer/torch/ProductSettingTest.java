package dev.hydrant.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.error.UserException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code -Dhydrant.products} says how scripts multiply. */
class ProductSettingTest {
  private static final String SCRIPT =
      "  def f(self, x: Tensor) -> Tensor:\n    return self.linear(x, x, None)\n";

  @BeforeAll
  static void load() {
    NativeSetup.once();
  }

  @Test
  void checkedComparesWhatOneDnnComputes() {
    String linked = ProductMethods.link(SCRIPT, ProductSetting.of("checked"));
    assertThat(linked).contains("ops.mkldnn.").contains("def compared(");
  }

  @Test
  void uncheckedUsesItAsItComes() {
    String linked = ProductMethods.link(SCRIPT, ProductSetting.of("unchecked"));
    assertThat(linked).contains("ops.mkldnn.").doesNotContain("def compared(");
  }

  @Test
  void plainLeavesProductsToPyTorch() {
    String linked = ProductMethods.link(SCRIPT, ProductSetting.of("plain"));
    assertThat(linked).isEqualTo(ProductMethods.linkPortable(SCRIPT)).doesNotContain("ops.");
  }

  @Test
  void nothingElseIsTaken() {
    assertThatThrownBy(() -> ProductSetting.of("uncheked"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("-Dhydrant.products=uncheked")
        .hasMessageContaining("checked, unchecked, plain")
        .hasMessageContaining("write one of");
    assertThatThrownBy(() -> ProductSetting.of("")).hasMessageContaining("checked");
  }

  @Test
  void aProcessComparesUnlessItIsToldNotTo() {
    String before = System.getProperty(ProductSetting.PROPERTY);
    try {
      System.clearProperty(ProductSetting.PROPERTY);
      assertThat(ProductSetting.current()).isEqualTo(ProductSetting.CHECKED);
      System.setProperty(ProductSetting.PROPERTY, "plain");
      assertThat(ProductSetting.current()).isEqualTo(ProductSetting.PLAIN);
      assertThat(ProductMethods.link(SCRIPT)).isEqualTo(ProductMethods.linkPortable(SCRIPT));
    } finally {
      if (before == null) {
        System.clearProperty(ProductSetting.PROPERTY);
      } else {
        System.setProperty(ProductSetting.PROPERTY, before);
      }
    }
  }
}
