package dev.hydrant.trainer.protein.nn;

/**
 * What self-consensus is made of.
 *
 * @param iterations steps of a layer
 * @param window whether edges join positions up to {@code w} apart; else each to its {@code w} best
 * @param w reach or number of neighbours
 * @param rank of the edges' weights, r
 * @param hidden width of the edges' MLPs
 */
public record ConsensusShape(int iterations, boolean window, int w, int rank, int hidden) {}
