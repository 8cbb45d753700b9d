package dev.hydrant.trainer.cli;

import picocli.CommandLine.Command;

/** {@code hydrant bench}: measures. */
@Command(
    name = "bench",
    description = "Measure speed and memory.",
    synopsisSubcommandLabel = "train",
    mixinStandardHelpOptions = true,
    subcommands = BenchTrainCommand.class)
final class BenchCommand {}
