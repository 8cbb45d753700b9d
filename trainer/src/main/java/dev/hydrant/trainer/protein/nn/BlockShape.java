package dev.hydrant.trainer.protein.nn;

/**
 * Sizes of a stack of blocks.
 *
 * @param dim width D
 * @param heads divides D, with an even quotient
 * @param layers number of blocks
 * @param maxLength most positions of a row
 * @param dropout while training
 * @param mult width of the MLPs in units of D
 * @param timed whether norms are told the time
 */
public record BlockShape(
    long dim, int heads, int layers, long maxLength, double dropout, int mult, boolean timed) {}
