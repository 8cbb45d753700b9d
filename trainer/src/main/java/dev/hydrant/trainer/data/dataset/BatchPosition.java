package dev.hydrant.trainer.data.dataset;

/**
 * Which batch of a run.
 *
 * @param index number of the batch, from 0, through all epochs
 * @param epoch how often the data had been read before, from 0
 * @param inEpoch number of the batch in its epoch, from 0
 */
public record BatchPosition(long index, long epoch, long inEpoch) {}
