package dev.hydrant.trainer.data.dataset;

import java.util.List;

/**
 * Makes a batch of items: stacks rows, pads what is of unequal length, adds noise.
 *
 * @param <T> one item
 * @param <B> one batch; plain arrays, never a tensor
 */
@FunctionalInterface
public interface Collate<T, B> {
  /**
   * Makes a batch. Called by several threads at once where batches are read by several workers.
   *
   * @param items in their order
   * @param at which batch it is; random numbers that follow from this (and a seed) are the same
   *     when a run goes on from a checkpoint
   */
  B collate(List<T> items, BatchPosition at);
}
