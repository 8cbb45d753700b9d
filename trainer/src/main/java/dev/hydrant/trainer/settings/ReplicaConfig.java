package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Doc;
import java.util.Optional;

/** How many devices share a step. */
public record ReplicaConfig(
    @Doc(
            "Devices that share the micro-batches of a step, a copy of the model on each: a number,"
                + " or a list such as [cuda:0, cuda:1]; null: the one device.")
        Optional<Object> devices) {}
