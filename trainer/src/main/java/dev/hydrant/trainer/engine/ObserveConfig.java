package dev.hydrant.trainer.engine;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import java.util.List;

/** Who is told what happens in a run. */
public record ObserveConfig(
    @Doc("Registered callbacks, told in this order.") @Default("[]") List<String> callbacks) {}
