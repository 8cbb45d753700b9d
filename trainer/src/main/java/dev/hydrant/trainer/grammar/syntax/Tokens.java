package dev.hydrant.trainer.grammar.syntax;

/**
 * Text as terminals.
 *
 * @param terminals their places
 * @param positions where each begins in the text, from 0
 */
record Tokens(int[] terminals, int[] positions) {
  int size() {
    return terminals.length;
  }
}
