package dev.hydrant.config.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What a launcher needs from the program whose jobs it runs.
 *
 * @param sweep the sweep's directory, absolute
 * @param workingDirectory where jobs are to be started, absolute
 * @param command the command line that runs one planned job in a JVM of its own
 * @param body runs one job in this JVM
 * @param stop asked between jobs: true once no more should be started
 * @param log prints one line for the user
 */
public record LaunchContext(
    Path sweep,
    Path workingDirectory,
    Function<SweepDirectory.Job, List<String>> command,
    Function<SweepDirectory.Job, JobBody> body,
    BooleanSupplier stop,
    java.util.function.Consumer<String> log) {}
