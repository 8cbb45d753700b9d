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
    List<ConfigFlag> flags = flags(words, command);
    List<ConfigFlag> naming = new ArrayList<>(app.facts().configFlags());
    naming.removeIf(n -> flags.stream().anyMatch(f -> f.name().equals(n.name())));
    List<String> named = replace(words, naming, command);
    List<ConfigFlag> all = named.equals(words) ? flags : flags(named, command);
    List<String> replaced = replace(named, all, command);
    // declared for suggestions: none of them is left to be read
    for (ConfigFlag flag : all) {
      if (command.findOption(flag.name()) == null) {
        command.addOption(
            OptionSpec.builder(flag.name()).hidden(true).arity("0..1").type(String.class).build());
      }
    }
    return replaced;
  }

  private List<ConfigFlag> flags(List<String> words, CommandSpec command) {
    try {
      Flags known = known(words);
      List<String> overrides =
          known.overrides().stream().filter(o -> o.contains("=") || o.startsWith("~")).toList();
      Composition config = app.composer(known).composeMaster(app.configName(known), overrides);
      return app.facts().flags(config);
    } catch (ConfigException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private static List<String> replace(
      List<String> words, List<ConfigFlag> flags, CommandSpec command) {
    List<String> replaced = new ArrayList<>();
    Deque<String> left = new ArrayDeque<>(words);
    while (!left.isEmpty()) {
      String word = left.poll();
      ConfigFlag flag = isUnknown(word, command) ? find(flags, name(word)) : null;
      if (flag == null) {
        replaced.add(word);
      } else {
        replaced.addAll(flag.words().apply(value(flag, word, left, command)));
      }
    }
    return replaced;
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
