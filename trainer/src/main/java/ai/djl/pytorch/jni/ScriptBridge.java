package ai.djl.pytorch.jni;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Opens three package-private doors of DJL's PyTorch engine: calling any method of a loaded script
 * with autograd, wrapping a native value, and writing to a tensor's memory. It holds nothing else,
 * because only a class of this package can reach them.
 */
public final class ScriptBridge {
  private ScriptBridge() {}

  /**
   * Loads a TorchScript archive held in memory.
   *
   * @param manager owner of the loaded module
   * @param archive bytes of the {@code .pt} file
   */
  public static PtSymbolBlock load(NDManager manager, byte[] archive) {
    try {
      return JniUtils.loadModule(
          (PtNDManager) manager, new ByteArrayInputStream(archive), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs one method. Gradients are recorded when the calling thread's grad mode is on.
   *
   * @return the result, owned by the caller, who must close it
   */
  public static IValue run(PtSymbolBlock module, String method, IValue... arguments) {
    long[] handles = new long[arguments.length];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = arguments[i].getHandle();
    }
    return new IValue(
        PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, true, false));
  }

  /** Wraps tensors in a list value; the tensors stay the caller's. */
  public static IValue list(PtNDArray... tensors) {
    return IValue.listFrom(tensors);
  }

  /**
   * The memory of a contiguous array on the CPU, of at most 2 GB, in native order. It is the
   * array's own, so it must not be touched once the array is closed.
   */
  public static ByteBuffer memory(PtNDArray array) {
    return PyTorchLibrary.LIB
        .torchDirectByteBuffer(array.getHandle())
        .order(ByteOrder.nativeOrder());
  }
}
