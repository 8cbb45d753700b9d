package dev.hydrant.trainer.mixture.config;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.OneOf;
import dev.hydrant.config.schema.Range;

/** Who is told of a run. */
public record Logging(
    @Doc("Accepted, without effect: see hydra.job_logging.")
        @Default("info")
        @OneOf({"debug", "info", "warning", "error"})
        String logLevel,
    @Default("true") boolean console,
    @Doc("Rows in metrics.csv and metrics.jsonl.") @Default("true") boolean file,
    @Default("false") boolean tensorboardEnabled,
    @Default("10") @Range(min = 1) long logEveryNSteps,
    @Doc("Norms of weights and gradients of each group.") @Default("false") boolean histograms) {}
