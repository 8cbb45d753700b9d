package dev.hydrant.trainer.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.UserException;
import java.util.ArrayList;
import java.util.List;

/** Finds the device a config names. */
public final class Devices {
  private Devices() {}

  /**
   * Returns a device: {@code auto} is the first GPU or else the CPU, unless the environment's
   * {@code DEVICE} names another.
   *
   * @throws UserException listing what there is
   */
  public static Device named(String name) {
    String environment = System.getenv("DEVICE");
    String wanted =
        name.equals("auto") && environment != null && !environment.isBlank() ? environment : name;
    return named(wanted, Engine.getEngine("PyTorch").getGpuCount());
  }

  static Device named(String name, int gpus) {
    List<String> known = new ArrayList<>(List.of("auto", "cpu"));
    for (int i = 0; i < gpus; i++) {
      known.add("cuda:" + i);
    }
    if (name.equals("cpu") || name.equals("auto") && gpus == 0) {
      return Device.cpu();
    }
    if (gpus > 0 && (name.equals("auto") || name.equals("cuda"))) {
      return Device.gpu(0);
    }
    if (name.startsWith("cuda:") && known.contains(name)) {
      return Device.gpu(Integer.parseInt(name.substring("cuda:".length())));
    }
    throw UserException.usage(
        "there is no device '%s' here. %s".formatted(name, Suggestions.available(known)));
  }
}
