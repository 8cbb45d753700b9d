package dev.hydrant.config.app.cli;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ComposerBuilder;
import dev.hydrant.config.app.program.AppFacts;
import dev.hydrant.config.app.program.DirectoryClaim;
import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.Look;
import dev.hydrant.config.error.ConfigLoadException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a program says about itself.
 *
 * @param name the program's or command's name, {@code hydra.job.name} unless a config gives one
 * @param configPath where its configs are: a directory, {@code file://}, {@code pkg://}, or null
 * @param configName its primary config, or null
 * @param words the words that start the program, for help and completion
 * @param version what {@code --version} prints
 * @param composer further settings for composing
 * @param failures what is said about exceptions; null where the standard words will do
 * @param console whether logging to the console is set up; files are in any case
 * @param childCommand the command line that starts the program again, or null to find it out
 * @param facts what the commands that look at configs tell beside
 * @param claim takes the directories of runs
 * @param looks what the program's own flags show instead of running
 */
public record AppSettings(
    String name,
    String configPath,
    String configName,
    List<String> words,
    String version,
    Consumer<ComposerBuilder> composer,
    Function<Throwable, Failure> failures,
    boolean console,
    List<String> childCommand,
    List<AskedLook> looks,
    AppFacts facts,
    DirectoryClaim claim,
    Path cwd,
    Map<String, String> environment,
    PrintStream out,
    PrintStream err) {

  /** A look, and whether the command line asks for it. */
  public record AskedLook(BooleanSupplier asked, Look look) {}

  /** What the command line asks to be shown instead of running, or null. */
  public Look asked() {
    return looks.stream()
        .filter(l -> l.asked().getAsBoolean())
        .map(AskedLook::look)
        .findFirst()
        .orElse(null);
  }

  /** A composer for a call with some flags, or null for none. */
  public Composer composer(Flags flags) {
    String path = flags == null ? null : flags.configPath();
    return composer(path, flags == null ? null : flags.configDir());
  }

  /** A composer with other configs, and one more directory of them; either may be null. */
  public Composer composer(String path, String added) {
    ComposerBuilder builder =
        Composer.builder().jobName(name).workingDirectory(cwd).environment(environment);
    String main = path == null ? configPath : path;
    if (main != null) {
      builder.searchPath(main);
    }
    if (added != null) {
      if (!Files.isDirectory(cwd.resolve(added))) {
        throw new ConfigLoadException(
            "Additional config directory '" + cwd.resolve(added) + "' not found");
      }
      builder.configDir(added);
    }
    composer.accept(builder);
    return builder.build();
  }

  public String configName(Flags flags) {
    return flags.configName() == null ? configName : flags.configName();
  }

  public Failure failure(Throwable e) {
    Failure own = failures == null ? null : failures.apply(e);
    return own == null ? Failure.of(e) : own;
  }

  public boolean verboseErrors() {
    return "1".equals(environment.get("HYDRA_FULL_ERROR"));
  }
}
