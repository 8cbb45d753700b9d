package dev.hydrant.trainer.torch;

import ai.djl.engine.Engine;

/** Loads the native engine, once per process, with memory settings that suit training. */
final class NativeSetup {
  private NativeSetup() {}

  static void once() {
    ProductSetting.current(); // a value that there is not ends the program here, with one message
    Holder.ENGINE.getEngineName();
  }

  private static final class Holder {
    private static final Engine ENGINE = load();

    private static Engine load() {
      Malloc.keepFreedBlocks();
      if (System.getProperty("ai.djl.offline") == null) {
        System.setProperty("ai.djl.offline", "true");
      }
      return Engine.getEngine("PyTorch");
    }
  }
}
