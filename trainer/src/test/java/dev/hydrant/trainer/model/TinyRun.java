package dev.hydrant.trainer.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How the shipped configs of a type with sections of its own are cut to a run of a few steps on
 * little data. Found by {@link java.util.ServiceLoader}, so that a test goes through the configs of
 * all families.
 */
public interface TinyRun {
  String type();

  /**
   * What is changed in a config, so that it takes no more than a handful of steps.
   *
   * @param config its name, such as {@code vqvae/default}
   * @param directory where data are made; the same for all configs of the type
   */
  List<String> overrides(String config, Path directory) throws IOException;
}
