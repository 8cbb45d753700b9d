/**
 * Sequences of production rules as they lie in files: {@code prod_*.npy} with the numbers of rules,
 * {@code masks_*.npy} with the rules allowed at each place; reading, checking and making them.
 */
package dev.hydrant.trainer.grammar.data;
