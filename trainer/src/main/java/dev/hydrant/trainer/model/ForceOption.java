package dev.hydrant.trainer.model;

import dev.hydrant.trainer.error.UserException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * The option {@code --force} of a command that writes files; to be mixed in. Without it nothing
 * that is there is replaced.
 *
 * <pre>{@code
 * @Mixin private ForceOption force;
 *
 * public Integer call() {
 *   force.check(out); // before anything is computed
 * }
 * }</pre>
 */
public final class ForceOption {
  @Option(names = "--force", description = "Replace what is there.")
  private boolean force;

  /**
   * Looks at the places that the command is about to write to.
   *
   * @param targets files; null for one that was not asked for
   * @throws UserException if one is taken, and {@code --force} was not given
   */
  public void check(Path... targets) {
    for (Path target : targets) {
      if (target != null && !force && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw UserException.usage(
            target + " is there already.\nGive another place, or replace it with --force");
      }
    }
  }
}
