package dev.hydrant.trainer.cli;

import picocli.CommandLine.Command;

/** {@code hydrant bench}: measures. */
@Command(
    name = "bench",
    description = "Measure speed and memory.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchTrainCommand.class,
      BenchKernelsCommand.class,
      BenchDataCommand.class,
      BenchOverheadCommand.class,
      BenchModelsCommand.class
    })
final class BenchCommand {}
