package dev.hydrant.trainer.engine.stepper;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.hydrant.config.suggest.Suggestions;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the devices a config names. */
public final class Devices {
  private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

  private Devices() {}

  /**
   * Returns a device: {@code auto} is the first GPU or else the CPU, unless the environment's
   * {@code DEVICE} names another.
   *
   * @throws UserException listing what there is
   */
  public static Device named(String name) {
    return named(wanted(name), Gpus.COUNT);
  }

  /**
   * Returns the devices that share a step, the first of which holds what is saved.
   *
   * @param name of the one device, as for {@link #named(String)}
   * @param devices how many like it, or a list of names; empty for that device alone
   * @throws UserException listing what there is
   */
  public static List<Device> all(String name, Optional<Object> devices) {
    return all(wanted(name), devices, Gpus.COUNT);
  }

  /** Counts the GPUs once, and says so where a build for GPUs finds none. */
  private static final class Gpus {
    static final int COUNT = count();

    private static int count() {
      int gpus = Engine.getEngine("PyTorch").getGpuCount();
      if (gpus == 0 && isBuiltForGpus()) {
        LOG.info("built for GPUs, but there is none here; device=auto is the CPU");
      }
      return gpus;
    }
  }

  /** Whether PyTorch's CUDA libraries are on the class path, beside those for the CPU. */
  private static boolean isBuiltForGpus() {
    try {
      var files = Devices.class.getClassLoader().getResources("native/lib/pytorch.properties");
      while (files.hasMoreElements()) {
        Properties properties = new Properties();
        try (var in = files.nextElement().openStream()) {
          properties.load(in);
        }
        if (properties.getProperty("flavor", "").startsWith("cu")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static String wanted(String name) {
    String environment = System.getenv("DEVICE");
    return name.equals("auto") && environment != null && !environment.isBlank()
        ? environment
        : name;
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

  static List<Device> all(String name, Optional<Object> devices, int gpus) {
    Object given = devices.orElse(1L);
    if (given instanceof List<?> names && !names.isEmpty()) {
      List<Device> listed = names.stream().map(n -> named(String.valueOf(n), gpus)).toList();
      listed.stream()
          .filter(d -> d.isGpu() && Collections.frequency(listed, d) > 1)
          .findFirst()
          .ifPresent(
              d -> {
                throw UserException.usage(
                    "devices names cuda:%d twice; each GPU holds one copy of the model"
                        .formatted(d.getDeviceId()));
              });
      return listed;
    }
    if (!(given instanceof Number count)
        || count.doubleValue() != Math.rint(count.doubleValue())
        || count.intValue() < 1) {
      throw UserException.usage(
          "devices must be a number from 1 or a list such as [cuda:0, cuda:1], not " + given);
    }
    int n = count.intValue();
    Device first = named(name, gpus);
    if (!first.isGpu()) {
      return Collections.nCopies(n, first);
    }
    int from = first.getDeviceId();
    if (from + n > gpus) {
      throw UserException.usage(
          "devices=%d from cuda:%d on, but there are %d GPUs here".formatted(n, from, gpus));
    }
    return IntStream.range(from, from + n).mapToObj(Device::gpu).toList();
  }
}
