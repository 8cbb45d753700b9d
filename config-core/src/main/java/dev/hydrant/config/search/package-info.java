/**
 * Search algorithms over a parameter space: random search, TPE, CMA-ES, and early stopping by
 * successive halving.
 *
 * <p>Every algorithm is a pure function of (space, history, seed): nothing has to be saved besides
 * the history, and an interrupted search goes on exactly as if it had not been interrupted. The
 * package knows nothing of jobs, overrides or files.
 */
package dev.hydrant.config.search;
