package dev.hydrant.trainer.protein.command;

import dev.hydrant.config.error.ConfigException;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.protein.safety.ConfigCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant config check}: whether configurations of protein models are right. */
@Command(
    name = "check",
    description = {
      "Check configurations of protein models, YAML or JSON.",
      "Exit codes: 0 good, warnings or not; 2 something is wrong."
    },
    mixinStandardHelpOptions = true)
final class ConfigCheckCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to check.")
  private List<Path> files;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean wrong = false;
    for (Path file : files) {
      ConfigCheck check = check(file);
      wrong |= !check.errors().isEmpty();
      out.printf("%s: %s%n", file, check.summary());
      check.errors().forEach(e -> out.println("  error: " + indented(e)));
      check.warnings().forEach(w -> out.println("  warning: " + indented(w)));
    }
    out.flush();
    return wrong ? WRONG : 0;
  }

  private static ConfigCheck check(Path file) {
    try {
      return ConfigCheck.of(file);
    } catch (ConfigException | UserException | DataException e) {
      return ConfigCheck.failed(e.getMessage());
    }
  }

  private static String indented(String message) {
    return message.strip().replace("\n", "\n    ");
  }
}
