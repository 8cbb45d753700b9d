package dev.hydrant.trainer.cli;

import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.UsageException;
import dev.hydrant.config.error.ConfigException;
import dev.hydrant.config.error.LaunchException;
import dev.hydrant.trainer.checkpoint.CheckpointException;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.engine.FaultyStepException;
import dev.hydrant.trainer.engine.callback.CallbackException;
import dev.hydrant.trainer.error.UserException;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/**
 * What a user is told about an exception, and the exit code: 2 for a mistake in what was typed or
 * configured, 1 for everything else.
 */
final class Failures {
  private Failures() {}

  static Failure of(Throwable e) {
    if (e instanceof ConfigException
        || e instanceof UsageException
        || e instanceof LaunchException
        || e instanceof ParameterException) {
      return new Failure(e.getMessage(), Main.USAGE);
    }
    if (e instanceof UserException u) {
      return new Failure(u.getMessage(), u.isUsage() ? Main.USAGE : Main.FAILURE);
    }
    if (e instanceof DataException d) {
      return new Failure(d.getMessage(), d.isMissing() ? Main.USAGE : Main.FAILURE);
    }
    if (e instanceof CheckpointException
        || e instanceof CallbackException
        || e instanceof FaultyStepException) {
      return new Failure(e.getMessage(), Main.FAILURE);
    }
    Optional<Failure> file = Failure.ofFile(e);
    if (file.isPresent()) {
      return new Failure(file.get().message(), Main.FAILURE);
    }
    return new Failure(
        "something failed that should not: "
            + e
            + "\n    Run it again with --debug to see where, and report it.",
        Main.FAILURE);
  }
}
