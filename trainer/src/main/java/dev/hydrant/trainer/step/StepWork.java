package dev.hydrant.trainer.step;

import dev.hydrant.trainer.torch.Cost;
import dev.hydrant.trainer.torch.Product;
import java.util.List;

/**
 * What one micro-batch of a step has to compute, forward and backward.
 *
 * @param cost operations and memory
 * @param products its matrix products, in their order
 */
public record StepWork(Cost cost, List<Product> products) {}
