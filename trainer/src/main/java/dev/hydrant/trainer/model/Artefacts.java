package dev.hydrant.trainer.model;

import dev.hydrant.trainer.torch.EagerTorch;
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

  /** What was measured at this step, under the names of rows. */
  Map<String, Double> row();

  /** Where the tensors are. */
  EagerTorch torch();

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
