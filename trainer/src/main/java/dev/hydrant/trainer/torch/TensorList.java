package dev.hydrant.trainer.torch;

import ai.djl.pytorch.jni.IValue;
import java.util.List;

/** A list of tensors handed to programs again and again; made once, closed at the end. */
public final class TensorList implements AutoCloseable {
  private final IValue value;

  public TensorList(List<? extends Tensor> tensors) {
    value = Values.of(tensors.stream().map(SlotTensor::resolve).toList());
  }

  IValue value() {
    return value;
  }

  @Override
  public void close() {
    value.close();
  }
}
