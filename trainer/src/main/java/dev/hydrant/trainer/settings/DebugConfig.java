package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;

/** What a run is told in order to find a mistake. */
public record DebugConfig(
    @Doc(
            "Train on the first so many micro-batches again and again, and be judged by them: a sound"
                + " model learns them by heart. 0: all data.")
        @Default("0")
        @Range(min = 0)
        int overfitBatches) {}
