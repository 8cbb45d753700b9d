package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is told what happens in a run, and how often. */
public record ObserveConfig(
    @Doc("Where metrics go: registered loggers with their settings; chosen by the group logger.")
        @Default("{console: null, jsonl: null, csv: null}")
        Map<String, Object> loggers,
    @Doc("Loggers are told every so many steps, and of each validation and the last step.")
        @Default("1")
        @Range(min = 1)
        long logEvery,
    @Doc("Measure the norms of gradient and weights of each group every so many steps; 0: never.")
        @Default("0")
        @Range(min = 0)
        long logNormsEvery,
    @Doc("Operations a second the device can do at best, for the utilisation mfu; null: not shown.")
        @Range(above = 0)
        Optional<Double> peakFlops,
    @Doc("Further registered callbacks, told of every step, in this order.") @Default("[]")
        List<String> callbacks) {}
