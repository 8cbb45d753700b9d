package dev.hydrant.trainer.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What completes the words behind a command other than {@code train}. */
final class CommandCompletion {
  private final Commands commands;

  CommandCompletion(Commands commands) {
    this.commands = commands;
  }

  /**
   * The candidates for the last of some words, the first being the command: commands below it, or
   * its flags. None where files stand, which shells know; empty where the configuration's keys do.
   */
  Optional<List<String>> of(List<String> words) {
    if (!commands.names().contains(words.get(0))) {
      return Optional.of(List.of());
    }
    CommandLine command = commands.make(words.get(0));
    String current = words.get(words.size() - 1);
    for (String word : words.subList(1, words.size() - 1)) {
      command = command.getSubcommands().getOrDefault(word, command);
    }
    if (current.startsWith("-")) {
      return current.contains("=") ? Optional.empty() : starting(flags(command), current);
    }
    if (!command.getSubcommands().isEmpty()) {
      return starting(command.getSubcommands().keySet().stream(), current);
    }
    return takesKeys(command.getCommandSpec()) ? Optional.empty() : Optional.of(List.of());
  }

  private static Stream<String> flags(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(o -> !o.hidden())
        .flatMap(o -> Arrays.stream(o.names()))
        .filter(name -> name.startsWith("--"));
  }

  private static Optional<List<String>> starting(Stream<String> all, String start) {
    return Optional.of(all.filter(name -> name.startsWith(start)).sorted().toList());
  }

  private static boolean takesKeys(CommandSpec spec) {
    return spec.positionalParameters().stream()
        .anyMatch(p -> p.paramLabel().contains("OVERRIDES") || p.paramLabel().equals("KEY"));
  }
}
