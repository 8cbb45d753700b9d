package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;

/** Settings that help to find a mistake. */
public record DebugConfig(
    @Doc(
            "Train and validate on only the first so many micro-batches: a correct model learns"
                + " them by heart. 0: all data.")
        @Default("0")
        @Range(min = 0)
        int overfitBatches) {}
