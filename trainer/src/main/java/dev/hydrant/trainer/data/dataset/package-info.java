/**
 * Your own data as a dataset: items by index, split by seed, reshuffled each epoch, collated into
 * batches, read by several workers. Every batch is a pure function of its index, so that a run goes
 * on anywhere, in any epoch, without saving more than a number.
 */
package dev.hydrant.trainer.data.dataset;
