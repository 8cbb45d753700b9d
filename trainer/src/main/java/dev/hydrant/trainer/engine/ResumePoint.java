package dev.hydrant.trainer.engine;

import dev.hydrant.trainer.UserException;
import dev.hydrant.trainer.checkpoint.Checkpoint;
import dev.hydrant.trainer.checkpoint.CheckpointStore;
import dev.hydrant.trainer.checkpoint.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run goes on from.
 *
 * @param checkpoint verified
 * @param run the run directory it belongs to
 */
public record ResumePoint(Checkpoint checkpoint, Path run) {
  /** Name of the directory of checkpoints in a run directory. */
  public static final String CHECKPOINTS = "checkpoints";

  /**
   * Finds the checkpoint that {@code resume} means.
   *
   * @param resume {@code auto}, or a run or checkpoint directory
   * @param runDirectory of the run that is about to begin
   * @return empty if {@code auto} finds none
   * @throws UserException if a directory holds no checkpoint that verifies
   */
  public static Optional<ResumePoint> find(String resume, Path runDirectory) {
    if (resume.equals("auto")) {
      return newest(runDirectory);
    }
    Path path = Path.of(resume);
    if (!Files.isDirectory(path)) {
      throw UserException.failure(
          "resume=%s: there is no such directory.\nGive a run directory such as outputs/<date>/<time>, or one of its checkpoints"
              .formatted(resume));
    }
    return Optional.of(at(path));
  }

  /**
   * Returns the newest checkpoint of a run directory, or the one a checkpoint directory is.
   *
   * @throws UserException if there is none that verifies
   */
  public static ResumePoint at(Path path) {
    if (Files.exists(path.resolve("manifest.json"))) {
      Path checkpoint = path.toAbsolutePath().normalize();
      return new ResumePoint(Checkpoint.open(path), checkpoint.getParent().getParent());
    }
    return newest(path)
        .orElseThrow(
            () ->
                UserException.failure(
                    "%s holds no checkpoint that can be used: looked in %s"
                        .formatted(path, path.resolve(CHECKPOINTS))));
  }

  private static Optional<ResumePoint> newest(Path run) {
    return new CheckpointStore(run.resolve(CHECKPOINTS), Retention.last(1))
        .newest()
        .map(c -> new ResumePoint(c, run));
  }
}
