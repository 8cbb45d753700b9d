package dev.hydrant.trainer.step;

import dev.hydrant.trainer.nn.Weights;

/**
 * A copy of a model on one device.
 *
 * @param weights in a backend of their own
 * @param loss of the model these weights belong to
 */
public record Replica(Weights weights, LossFunction loss) {}
