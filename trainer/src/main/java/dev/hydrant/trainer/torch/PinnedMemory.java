package dev.hydrant.trainer.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Page-locked memory of the host, from which a GPU fetches values by itself while the program goes
 * on; ordinary memory it cannot read, so that a copy from there waits for what the GPU computes.
 * Where locking is refused, as on a machine without a GPU, there is none, and the log says so once.
 *
 * <p>Values may be put there by one thread and fetched by another.
 */
public final class PinnedMemory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PinnedMemory.class);
  private static final String SCRIPT =
      """
        def locked(self, shape: List[int], dtype: int) -> Tensor:
          return torch.empty(shape, dtype=dtype, pin_memory=True)
        def fetch(self, x: Tensor, device: str) -> Tensor:
          return torch.to(x, torch.device(device), None, True)
      """;

  private final PtNDManager manager;
  private final Script script;
  private volatile boolean refused;

  public PinnedMemory() {
    NativeSetup.once();
    manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch");
    script = Script.load(manager, SCRIPT);
  }

  /** Values that lie there until they are fetched. */
  public final class Values {
    private final AtomicReference<PtNDArray> array;
    private final TensorType type;

    private Values(PtNDArray array, TensorType type) {
      this.array = new AtomicReference<>(array);
      this.type = type;
    }

    /**
     * Takes the values to a device and frees them here, which PyTorch delays until they have
     * arrived. Empty if they were fetched before.
     */
    public Optional<Tensor> fetch(EagerTorch torch) {
      PtNDArray mine = array.getAndSet(null);
      if (mine == null) {
        return Optional.empty();
      }
      JniUtils.setGradMode(false);
      try (mine;
          IValue here = IValue.from(mine);
          IValue there = script.call("fetch", here, torch.device())) {
        return Optional.of(torch.wrap(there, List.of(type)).get(0));
      }
    }
  }

  /** Puts integers there, if it can be had. */
  public Optional<Values> put(long[] values, long... shape) {
    return put(new TensorType(DType.INT64, shape), array -> HostMemory.fill(array, values));
  }

  /** As above, with real numbers of single precision. */
  public Optional<Values> put(float[] values, long... shape) {
    return put(new TensorType(DType.FLOAT32, shape), array -> HostMemory.fill(array, values));
  }

  /** As above, with real numbers of double precision. */
  public Optional<Values> put(double[] values, long... shape) {
    return put(new TensorType(DType.FLOAT64, shape), array -> HostMemory.fill(array, values));
  }

  /** As above, with integers of 32 bits. */
  public Optional<Values> put(int[] values, long... shape) {
    return put(new TensorType(DType.INT32, shape), array -> HostMemory.fill(array, values));
  }

  /** As above, with unsigned bytes. */
  public Optional<Values> put(byte[] values, long... shape) {
    return put(new TensorType(DType.UINT8, shape), array -> HostMemory.fill(array, values));
  }

  /** As above, with truth values. */
  public Optional<Values> put(boolean[] values, long... shape) {
    byte[] bytes = HostMemory.bytes(values);
    return put(new TensorType(DType.BOOL, shape), array -> HostMemory.fill(array, bytes));
  }

  private Optional<Values> put(TensorType type, Consumer<PtNDArray> filling) {
    if (refused) {
      return Optional.empty();
    }
    JniUtils.setGradMode(false);
    try (IValue locked = script.call("locked", type.shape(), type.dtype())) {
      PtNDArray array = locked.toTensor(manager);
      filling.accept(array);
      return Optional.of(new Values(array, type));
    } catch (ScriptException e) {
      refused = true;
      LOG.info("batches are copied from ordinary memory; none was locked: {}", firstSentence(e));
      return Optional.empty();
    }
  }

  /** PyTorch goes on with a table of its backends. */
  private static String firstSentence(ScriptException e) {
    return e.getMessage().split("(?<=[.])\\s", 2)[0];
  }

  /** Integers in ordinary memory, which are fetched in the same way. */
  Values unpinned(long[] values, long... shape) {
    return new Values(HostMemory.copy(manager, values, shape), new TensorType(DType.INT64, shape));
  }

  /** Frees what was not fetched. */
  @Override
  public void close() {
    manager.close();
  }
}
