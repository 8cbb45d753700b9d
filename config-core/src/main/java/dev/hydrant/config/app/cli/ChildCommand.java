package dev.hydrant.config.app.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that runs one planned job in a process of its own: the same program, with hidden
 * flags in the place of its arguments.
 *
 * @param program what starts the program, or null to find it out from this JVM
 * @param words the words of the sub-command, and flags that jobs inherit
 */
public record ChildCommand(List<String> program, List<String> words) {
  public List<String> of(Path record, String now) {
    List<String> command = new ArrayList<>(program == null ? self() : program);
    command.addAll(words);
    command.add(Flags.JOB + "=" + record);
    command.add(Flags.NOW + "=" + now);
    return command;
  }

  /** This JVM with its options, class path and main class. */
  private static List<String> self() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // a port can be listened at once, and an archive written once
      if (!option.startsWith("-agentlib:jdwp") && !option.startsWith("-XX:ArchiveClassesAtExit")) {
        command.add(option);
      }
    }
    command.add("-Dhydrant.terminal=false"); // what a job prints goes to a file
    String classPath = System.getProperty("java.class.path");
    String main = System.getProperty("sun.java.command", "");
    if (main.equals(classPath) || main.startsWith(classPath + " ")) {
      command.add("-jar");
      command.add(classPath);
      return command;
    }
    String type = main.split(" ", 2)[0];
    if (System.getProperty("jdk.module.path") != null && type.contains("/")) {
      command.addAll(List.of("-p", System.getProperty("jdk.module.path"), "-m", type));
    } else {
      command.addAll(List.of("-cp", classPath, type));
    }
    return command;
  }
}
