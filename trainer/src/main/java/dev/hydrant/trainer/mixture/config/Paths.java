package dev.hydrant.trainer.mixture.config;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import java.util.Optional;

/** Where files go: all of a run's are in its run directory. */
public record Paths(
    @Doc("Run directories lie beneath it.") @Default("outputs") String baseDir,
    @Doc("Accepted, without effect: RUN/checkpoints.") Optional<String> checkpointDir,
    @Doc("Accepted, without effect: RUN/logs.") Optional<String> logDir,
    @Doc("Accepted, without effect: data are generated.") Optional<String> dataDir) {}
