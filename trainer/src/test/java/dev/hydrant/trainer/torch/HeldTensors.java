package dev.hydrant.trainer.torch;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDManager.SystemNDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** How many native tensors a backend holds, in all its scopes. */
public final class HeldTensors {
  private HeldTensors() {}

  /**
   * Counts those of the backend that a tensor lives in.
   *
   * @param any tensor with a value, such as a parameter
   */
  public static int behind(Tensor any) {
    NDManager root = EagerTensor.of(any).array().getManager();
    while (!(root.getParentManager() instanceof SystemNDManager)) {
      root = root.getParentManager();
    }
    return count(root);
  }

  private static int count(AutoCloseable resource) {
    if (!(resource instanceof BaseNDManager manager)) {
      return 1;
    }
    try {
      Field resources = BaseNDManager.class.getDeclaredField("resources");
      resources.setAccessible(true);
      Map<?, ?> held = (Map<?, ?>) resources.get(manager);
      return held.values().stream().mapToInt(r -> count((AutoCloseable) r)).sum();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
