package dev.hydrant.trainer.model;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a model writes files for people and other programs: plots, tables, an export. Every file
 * appears whole or not at all, and {@code artefacts.json} beside them lists sizes and SHA-256.
 */
public interface Artefacts {
  /** When. */
  Occasion occasion();

  /** How far training is. */
  Moment moment();

  /** What was measured at this step, by the names of rows; a validation only where it counts. */
  Map<String, Double> row();

  /** Where the tensors are. */
  EagerTorch torch();

  /**
   * What the optimizer remembers of a parameter by name, such as {@code exp_avg}, each shaped like
   * it; nothing of buffers, and of rules that remember one number for several elements.
   */
  Map<String, Tensor> moments(Parameter parameter);

  /**
   * A checkpoint as it would be saved now, as entries of a zip archive of another purpose: a run
   * goes on from the archive alone, if its name ends with {@code .pt}.
   *
   * @param config of the run in YAML, UTF-8
   */
  Map<String, byte[]> checkpoint(byte[] config);

  /** The run's directory, or the one that {@link #in} names. */
  Path directory();

  /** The same for another directory, which is made. */
  Artefacts in(Path directory);

  /**
   * Writes a file, in place of an earlier one.
   *
   * @param name relative to the directory, such as {@code plots/grid.png}
   * @throws dev.hydrant.trainer.error.UserException if it cannot be written
   */
  void write(String name, byte[] bytes);
}
