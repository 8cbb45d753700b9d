package dev.hydrant.trainer.settings;

import dev.hydrant.config.schema.Doc;
import java.util.Optional;

/** How many devices share a step. */
public record ReplicaConfig(
    @Doc(
            "Devices that share the micro-batches of each step, each with a copy of the model: a"
                + " number, or a list such as [cuda:0, cuda:1]. Default: only device.")
        Optional<Object> devices) {}
