package dev.hydrant.trainer.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The small operator functions loaded so far, by their text; loading one takes milliseconds. They
 * hold code and no tensors, so that all backends share them.
 */
final class ScriptCache {
  private static final Map<String, Script> LOADED = new ConcurrentHashMap<>();

  private ScriptCache() {}

  static Script get(String methods) {
    return LOADED.computeIfAbsent(methods, m -> Script.load(Owner.MANAGER, m));
  }

  /** Keeps the modules alive; made when the first is loaded. */
  private static final class Owner {
    private static final NDManager MANAGER = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  }
}
