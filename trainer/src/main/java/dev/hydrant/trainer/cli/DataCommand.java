package dev.hydrant.trainer.cli;

import picocli.CommandLine.Command;

/** {@code hydrant data}: makes token shards from text, and looks into them. */
@Command(
    name = "data",
    description = "Prepare token shards from text, and look into shards.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {DataTextCommand.class, DataInspectCommand.class})
public final class DataCommand {}
