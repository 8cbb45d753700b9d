package dev.hydrant.trainer.checkpoint;

import dev.hydrant.trainer.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** What {@code resume} may be besides a directory. */
  public static final List<String> WORDS = List.of("auto", "last", "best");

  /**
   * Finds the checkpoint that {@code resume} means.
   *
   * @param resume {@code auto}, {@code last}, {@code best}, or a run or checkpoint directory, the
   *     latter with or without the metric in its name
   * @param runDirectory of the run that is about to begin
   * @param retention tells by its metric which is the best
   * @return empty if {@code auto} finds none
   * @throws UserException if there is no checkpoint that verifies
   */
  public static Optional<ResumePoint> find(String resume, Path runDirectory, Retention retention) {
    if (WORDS.contains(resume)) {
      CheckpointStore store = new CheckpointStore(runDirectory.resolve(CHECKPOINTS), retention);
      Optional<Checkpoint> found = resume.equals("best") ? store.best() : store.newest();
      if (found.isEmpty() && !resume.equals("auto")) {
        throw none(resume, runDirectory, retention);
      }
      return found.map(c -> new ResumePoint(c, runDirectory));
    }
    Path path = Path.of(resume);
    return Optional.of(
        at(
            CheckpointPath.find(path)
                .orElseThrow(
                    () ->
                        UserException.usage(
                            "resume=%s: there is no such directory.\n%sGive a run directory such as outputs/<date>/<time>, or one of its checkpoints, or auto, last or best"
                                .formatted(resume, CheckpointPath.alternatives(path))))));
  }

  /** As above, where the best is not asked for. */
  public static Optional<ResumePoint> find(String resume, Path runDirectory) {
    return find(resume, runDirectory, Retention.last(1));
  }

  private static UserException none(String resume, Path run, Retention retention) {
    String which =
        resume.equals("best") ? "no checkpoint with the metric " + retention.metric() : "none";
    return UserException.usage(
        "resume=%s means this run's own directory, %s, which holds %s.\nGive the run to go on with: resume=outputs/<date>/<time>, or hydra.run.dir=... beside it"
            .formatted(resume, run, which));
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
