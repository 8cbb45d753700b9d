package dev.hydrant.trainer.torch;

import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Arrays;
import java.util.List;

/** Hand-written script methods, called from Java without gradients. */
public final class ScriptFunction {
  private final Script script;

  /**
   * @param methods definitions indented by two spaces
   */
  public ScriptFunction(EagerTorch torch, String methods) {
    script = torch.load(methods);
  }

  /** Runs a method that returns a number. Arguments are tensors, lists of them, and numbers. */
  public double number(String method, Object... arguments) {
    JniUtils.setGraphExecutorOptimize(false);
    JniUtils.setGradMode(false);
    try (IValue v =
        script.call(method, Arrays.stream(arguments).map(ScriptFunction::plain).toArray())) {
      return v.toDouble();
    }
  }

  private static Object plain(Object a) {
    if (a instanceof Tensor t) {
      return SlotTensor.resolve(t);
    } else if (a instanceof List<?> l && !l.isEmpty() && l.get(0) instanceof Tensor) {
      return l.stream().map(t -> SlotTensor.resolve((Tensor) t)).toList();
    }
    return a;
  }
}
