package dev.hydrant.config.app;

import dev.hydrant.config.ComposerBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a {@link HydrantApp} was built with. */
record AppSettings(
    String name,
    String version,
    String configPath,
    String configName,
    UnaryOperator<ComposerBuilder> composer,
    Job job,
    SweepRunner sweeps,
    boolean consoleLog,
    PrintStream out,
    PrintStream err,
    Path workingDirectory,
    Map<String, String> environment) {}
