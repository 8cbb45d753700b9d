package dev.hydrant.config.app.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Lets an override follow {@code --info} directly: only a known word is taken as its value. */
final class InfoWord implements IParameterPreprocessor {
  @Override
  @SuppressWarnings("JdkObsolete") // the type is picocli's
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec arg, Map<String, Object> info) {
    if (!args.isEmpty() && (args.peek().contains("=") || args.peek().startsWith("~"))) {
      arg.setValue("all");
      return true;
    }
    return false;
  }
}
