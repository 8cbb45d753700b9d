package dev.hydrant.trainer.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.ScriptBridge;
import java.util.List;

/** Turns Java values into TorchScript arguments. */
final class Values {
  private Values() {}

  static IValue of(Object v) {
    if (v instanceof EagerTensor t) {
      return IValue.from(t.array());
    } else if (v instanceof Long n) {
      return IValue.from((long) n);
    } else if (v instanceof Integer n) {
      return IValue.from((long) n);
    } else if (v instanceof Double d) {
      return IValue.from((double) d);
    } else if (v instanceof Boolean b) {
      return IValue.from((boolean) b);
    } else if (v instanceof String s) {
      return IValue.from(s);
    } else if (v instanceof DType d) {
      return IValue.from((long) d.code());
    } else if (v instanceof double[] a) {
      return IValue.listFrom(a);
    } else if (v instanceof long[] a) {
      return IValue.listFrom(a);
    } else if (v instanceof List<?> l) {
      return list(l);
    }
    throw new IllegalArgumentException("no TorchScript value for " + v);
  }

  private static IValue list(List<?> l) {
    return ScriptBridge.list(
        l.stream().map(t -> ((EagerTensor) t).array()).toArray(PtNDArray[]::new));
  }
}
