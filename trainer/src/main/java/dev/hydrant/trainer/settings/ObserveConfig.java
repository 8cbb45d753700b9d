package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loggers and callbacks of a run, and how often they are called. */
public record ObserveConfig(
    @MayChange
        @Doc(
            "Where metrics go: loggers by name, with their settings. The group logger chooses"
                + " them.")
        @Default("{console: null, jsonl: null, csv: null}")
        Map<String, Object> loggers,
    @MayChange
        @Doc("Steps between logged rows; validations and the last step are always logged.")
        @Default("1")
        @Range(min = 1)
        long logEvery,
    @MayChange
        @Doc("Steps between norms of gradient and weights per parameter group; 0: never.")
        @Default("0")
        @Range(min = 0)
        long logNormsEvery,
    @MayChange
        @Doc("Peak FLOP/s of the device, to compute its utilisation mfu. Default: not shown.")
        @Range(above = 0)
        Optional<Double> peakFlops,
    @MayChange @Doc("More callbacks by name, called in this order.") @Default("[]")
        List<String> callbacks) {}
