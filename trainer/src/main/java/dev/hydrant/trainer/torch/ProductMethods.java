package dev.hydrant.trainer.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptBridge;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The matrix products that every script may call, added to it when it is loaded: {@code
 * self.linear(x, w, b)} and {@code self.product(a, b)}. In this process they go to the fastest
 * routine there is, which is compared with PyTorch's own operators at every new shape; in exported
 * scripts to PyTorch's own operators, which every build has.
 */
final class ProductMethods {
  private static final String PORTABLE = Kernels.text("products_plain");
  private static final String ROUTES = Kernels.text("products");
  private static final String FASTEST = Kernels.text("products_onednn");

  private ProductMethods() {}

  /** The script with the methods it calls, for this process. */
  static String link(String methods) {
    return callsAny(methods) ? link(methods, ProductSetting.current()) : methods;
  }

  /** The script with the methods it calls, which multiply in a given way where they can. */
  static String link(String methods, ProductSetting setting) {
    return callsAny(methods) ? methods + text(setting) : methods;
  }

  private static String text(ProductSetting setting) {
    if (setting == ProductSetting.PLAIN || !Build.HAS_ONEDNN) {
      return PORTABLE;
    }
    return setting == ProductSetting.CHECKED ? checked(FASTEST) : unchecked(FASTEST);
  }

  /**
   * The methods that compare a routine at each new shape.
   *
   * @param routine the method {@code onednn}
   */
  static String checked(String routine) {
    return ROUTES + routine + Kernels.text("products_checked");
  }

  private static String unchecked(String routine) {
    return ROUTES + routine + Kernels.text("products_unchecked");
  }

  /** Whether a linked script compares its products. */
  static boolean compares(String linked) {
    return linked.contains("def wrong_products(");
  }

  /** The script with the methods it calls, for any program that reads TorchScript. */
  static String linkPortable(String methods) {
    return callsAny(methods) ? methods + PORTABLE : methods;
  }

  private static boolean callsAny(String methods) {
    return Stream.of("self.linear(", "self.product(").anyMatch(methods::contains);
  }

  /** Found out once: not every build of PyTorch has oneDNN. */
  private static final class Build {
    private static final String TRIAL =
        """
          def trial(self, x: Tensor) -> Tensor:
            return torch.add(self.product(x, x), self.linear(x, x, None))
        """;
    private static final boolean HAS_ONEDNN = multiplies();

    private static boolean multiplies() {
      boolean grad = JniUtils.isGradMode();
      JniUtils.setGradMode(false);
      try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
        PtNDArray a =
            HostMemory.copy((PtNDManager) manager, DType.FLOAT32, new float[] {1, 2, 3, 4}, 2, 2);
        PtSymbolBlock module =
            ScriptBridge.load(manager, TorchArchive.of(unchecked(FASTEST) + TRIAL));
        try (IValue x = IValue.from(a);
            IValue y = ScriptBridge.run(module, "trial", x);
            PtNDArray sum = y.toTensor((PtNDManager) manager)) {
          return Arrays.equals(sum.toFloatArray(), new float[] {12, 21, 26, 47});
        }
      } catch (RuntimeException e) {
        return false;
      } finally {
        JniUtils.setGradMode(grad);
      }
    }
  }
}
