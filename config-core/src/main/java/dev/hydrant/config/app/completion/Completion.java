package dev.hydrant.config.app.completion;

import dev.hydrant.config.Composer;
import dev.hydrant.config.app.cli.AppSettings;
import dev.hydrant.config.app.cli.Flags;
import dev.hydrant.config.app.program.Failure;
import dev.hydrant.config.app.program.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tab completion: prints the script of a shell, and answers that script's questions.
 *
 * <p>{@code --shell-completion install=bash} prints what the shell evaluates; {@code query=bash}
 * reads the line being typed from {@code COMP_LINE} and {@code COMP_POINT} and prints candidates.
 */
public final class Completion {
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");
  private final AppSettings app;
  private final Flags flags;

  public Completion(AppSettings app, Flags flags) {
    this.app = app;
    this.flags = flags;
  }

  public int call() {
    if (flags.overrides().size() == 1) {
      String[] asked = flags.overrides().get(0).split("=", 2);
      if (asked.length == 2 && SHELLS.contains(asked[1])) {
        switch (asked[0]) {
          case "install" -> {
            app.out().print(CompletionScript.install(asked[1], app.words()));
            return 0;
          }
          case "uninstall" -> {
            app.out().print(CompletionScript.uninstall(asked[1], app.words()));
            return 0;
          }
          case "query" -> {
            candidates(app.environment()).forEach(app.out()::println);
            return 0;
          }
          default -> {}
        }
      }
    }
    throw new UsageException(
        "--shell-completion needs install=SHELL, uninstall=SHELL or query=SHELL, and SHELL is one"
            + " of "
            + SHELLS,
        Failure.FAILURE);
  }

  private List<String> candidates(Map<String, String> environment) {
    String line = environment.getOrDefault("COMP_LINE", "");
    int point = line.length();
    try {
      point = Integer.parseInt(environment.getOrDefault("COMP_POINT", "" + point));
    } catch (NumberFormatException e) {
      point = line.length();
    }
    List<String> words = words(line.substring(0, Math.max(0, Math.min(point, line.length()))));
    // the program's own words come first
    int own = app.words().size();
    if (words.size() == own && !app.facts().commands().isEmpty()) {
      String start = words.get(own - 1);
      return app.facts().commands().stream().filter(c -> c.startsWith(start)).sorted().toList();
    }
    if (own > 1 && words.size() > own && !words.get(own - 1).equals(app.words().get(own - 1))) {
      Optional<List<String>> other = app.facts().complete(words.subList(own - 1, words.size()));
      if (other.isPresent()) {
        return other.get();
      }
    }
    List<String> arguments =
        words.size() <= own
            ? new ArrayList<>(List.of(""))
            : new ArrayList<>(words.subList(own, words.size()));
    String current = arguments.remove(arguments.size() - 1);
    Composer composer =
        app.composer(
            given(arguments, null, "--config-path", "-cp"),
            given(arguments, null, "--config-dir", "-cd"));
    String configName = given(arguments, app.configName(flags), "--config-name", "-cn");
    Candidates candidates =
        new Candidates(composer, configName, plain(arguments), app.cwd(), app.facts()::flags);
    String before = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
    return candidates.of(before, current);
  }

  /** The value that a flag has on the line, or else what is given. */
  private static String given(List<String> arguments, String otherwise, String flag, String brief) {
    String value = otherwise;
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.startsWith(flag + "=")) {
        value = word.substring(flag.length() + 1);
      } else if ((word.equals(flag) || word.equals(brief)) && i + 1 < arguments.size()) {
        value = arguments.get(i + 1);
      }
    }
    return value;
  }

  private static List<String> plain(List<String> arguments) {
    return arguments.stream().filter(a -> a.contains("=") && !a.startsWith("-")).toList();
  }

  /** Splits a line as a shell does, quotes left out; the last word may be empty. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean open = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        open = true;
      } else if (c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
        open = true;
      } else if (Character.isWhitespace(c)) {
        if (open) {
          words.add(word.toString());
        }
        word.setLength(0);
        open = false;
      } else {
        word.append(c);
        open = true;
      }
    }
    words.add(word.toString());
    return words;
  }

  /** The flags that begin with some letters. */
  static List<String> flags(String start, List<String> ofTheConfig) {
    String wanted = start.toLowerCase(Locale.ROOT);
    picocli.CommandLine.Model.CommandSpec spec = picocli.CommandLine.Model.CommandSpec.create();
    Flags.declare(spec, true);
    return Stream.concat(
            spec.options().stream()
                .filter(o -> !o.hidden())
                .map(picocli.CommandLine.Model.OptionSpec::longestName),
            ofTheConfig.stream())
        .filter(n -> n.startsWith(wanted))
        .sorted()
        .toList();
  }
}
