package dev.hydrant.config.app.cli;

import dev.hydrant.config.Composition;
import dev.hydrant.config.app.program.ConfigFlag;
import dev.hydrant.config.error.ConfigException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Puts the overrides that flags of a configuration stand for in their place, before the command
 * line is read. The configuration is composed for it only if there is a flag that the command does
 * not have.
 */
public record FlagWords(AppSettings app) implements IParameterPreprocessor {
  @Override
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec arg, Map<String, Object> info) {
    List<String> words = new ArrayList<>(args);
    Collections.reverse(words);
    if (words.stream().anyMatch(word -> isUnknown(word, command))) {
      List<String> translated = translate(words, command);
      Collections.reverse(translated);
      args.clear();
      args.addAll(translated);
    }
    return false;
  }

  private List<String> translate(List<String> words, CommandSpec command) {
    Meant meant = meant(words, command);
    List<ConfigFlag> naming =
        app.facts().allFlags().stream()
            .filter(f -> f.namesConfig() && find(meant.flags, f.name()) == null)
            .toList();
    List<String> named = replace(words, new Meant(meant.config, naming), command);
    Meant all = named.equals(words) ? meant : meant(named, command);
    List<String> replaced = replace(named, all, command);
    // declared for suggestions: none of them is left to be read
    for (ConfigFlag flag : all.flags) {
      if (command.findOption(flag.name()) == null) {
        command.addOption(
            OptionSpec.builder(flag.name()).hidden(true).arity("0..1").type(String.class).build());
      }
    }
    return replaced;
  }

  /** The configuration that a line means, or null if it does not compose, and its flags. */
  private record Meant(Composition config, List<ConfigFlag> flags) {}

  private Meant meant(List<String> words, CommandSpec command) {
    try {
      Flags known = known(words);
      List<String> overrides =
          known.overrides().stream().filter(o -> o.contains("=") || o.startsWith("~")).toList();
      Composition config = app.composer(known).composeMaster(app.configName(known), overrides);
      return new Meant(config, app.facts().flags(config));
    } catch (ConfigException e) {
      List<ConfigFlag> typed =
          app.facts().allFlags().stream()
              .filter(f -> command.findOption(f.name()) == null)
              .filter(f -> words.stream().anyMatch(w -> name(w).equals(f.name())))
              .toList();
      if (!typed.isEmpty() && typed.stream().noneMatch(ConfigFlag::namesConfig)) {
        throw new ParameterException(command.commandLine(), e.getMessage(), e);
      }
      return new Meant(null, List.of());
    }
  }

  private static List<String> replace(List<String> words, Meant meant, CommandSpec command) {
    List<String> replaced = new ArrayList<>();
    Deque<String> left = new ArrayDeque<>(words);
    while (!left.isEmpty()) {
      String word = left.poll();
      ConfigFlag flag = isUnknown(word, command) ? find(meant.flags, name(word)) : null;
      if (flag == null) {
        replaced.add(word);
      } else {
        flag.words().apply(value(flag, word, left, command)).stream()
            .map(w -> addedIfAbsent(w, meant.config))
            .forEach(replaced::add);
      }
    }
    return replaced;
  }

  /** A file need not have the keys that a flag gives. */
  private static String addedIfAbsent(String word, Composition config) {
    boolean isKey = config != null && word.matches("[\\w.]+=.*");
    return isKey && !config.has(word.substring(0, word.indexOf('='))) ? "++" + word : word;
  }

  private static String value(
      ConfigFlag flag, String word, Deque<String> left, CommandSpec command) {
    int equals = word.indexOf('=');
    if (flag.label().isEmpty()) {
      if (equals >= 0) {
        throw new ParameterException(
            command.commandLine(), flag.name() + " takes no value: " + word);
      }
      return "";
    }
    if (equals >= 0) {
      return word.substring(equals + 1);
    }
    String next = left.peek();
    if (next != null && !next.startsWith("--") && (flag.needsValue() || !next.contains("="))) {
      return left.poll();
    }
    if (flag.needsValue()) {
      throw new ParameterException(
          command.commandLine(), flag.name() + " needs a value: " + flag.usage());
    }
    return "";
  }

  private static ConfigFlag find(List<ConfigFlag> flags, String name) {
    return flags.stream().filter(f -> f.name().equals(name)).findFirst().orElse(null);
  }

  private static String name(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? word : word.substring(0, equals);
  }

  private static boolean isUnknown(String word, CommandSpec command) {
    return word.startsWith("--") && word.length() > 2 && command.findOption(name(word)) == null;
  }

  /** What the flags of every program say, whatever else stands on the line. */
  private static Flags known(List<String> words) {
    CommandSpec spec = CommandSpec.create();
    Flags.declare(spec, true);
    CommandLine line = new CommandLine(spec);
    line.setUnmatchedArgumentsAllowed(true)
        .setPosixClusteredShortOptionsAllowed(false)
        .setOverwrittenOptionsAllowed(true)
        .setExpandAtFiles(false);
    return new Flags(line.parseArgs(words.toArray(String[]::new)));
  }
}
