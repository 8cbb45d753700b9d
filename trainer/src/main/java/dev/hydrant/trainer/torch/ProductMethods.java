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
import java.util.List;
import java.util.stream.Stream;

/**
 * The matrix products that every script may call, added to it when it is loaded: {@code
 * self.linear(x, w, b)} and {@code self.product(a, b)}. In this process they go to the fastest
 * routine there is; in exported scripts to PyTorch's own operators, which every build has.
 */
final class ProductMethods {
  private static final String PORTABLE = Kernels.text("products_plain");

  private ProductMethods() {}

  /** The script with the methods it calls, for this process. */
  static String link(String methods) {
    return callsAny(methods) ? methods + Fastest.TEXT : methods;
  }

  /** As {@link #link(String)}; the shapes are compared with PyTorch's own products first. */
  static String link(String methods, List<Product> products) {
    boolean compared = callsAny(methods) && Fastest.CHECKED;
    return compared ? link(methods, products, Fastest.CHECK) : link(methods);
  }

  static String link(String methods, List<Product> products, ProductCheck check) {
    return check.passes(products) ? link(methods) : linkPortable(methods);
  }

  /** The script with the methods it calls, for any program that reads TorchScript. */
  static String linkPortable(String methods) {
    return callsAny(methods) ? methods + PORTABLE : methods;
  }

  private static boolean callsAny(String methods) {
    return Stream.of("self.linear(", "self.product(").anyMatch(methods::contains);
  }

  /** Chosen once: not every build of PyTorch has oneDNN. */
  private static final class Fastest {
    private static final String TRIAL =
        """
          def trial(self, x: Tensor) -> Tensor:
            return torch.add(self.product(x, x), self.linear(x, x, None))
        """;
    private static final String SETTING = System.getProperty("hydrant.products", "checked");
    private static final String TEXT = SETTING.equals("plain") ? PORTABLE : choose();
    private static final boolean CHECKED = SETTING.equals("checked") && !TEXT.equals(PORTABLE);
    private static final ProductCheck CHECK = new ProductCheck(TEXT);

    private static String choose() {
      String fast = Kernels.text("products");
      boolean grad = JniUtils.isGradMode();
      JniUtils.setGradMode(false);
      try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
        PtNDArray a =
            HostMemory.copy((PtNDManager) manager, DType.FLOAT32, new float[] {1, 2, 3, 4}, 2, 2);
        PtSymbolBlock module = ScriptBridge.load(manager, TorchArchive.of(fast + TRIAL));
        try (IValue x = IValue.from(a);
            IValue y = ScriptBridge.run(module, "trial", x);
            PtNDArray sum = y.toTensor((PtNDManager) manager)) {
          return Arrays.equals(sum.toFloatArray(), new float[] {12, 21, 26, 47}) ? fast : PORTABLE;
        }
      } catch (RuntimeException e) {
        return PORTABLE;
      } finally {
        JniUtils.setGradMode(grad);
      }
    }
  }
}
