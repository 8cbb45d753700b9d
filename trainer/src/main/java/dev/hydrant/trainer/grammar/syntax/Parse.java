package dev.hydrant.trainer.grammar.syntax;

/** What became of a text: its rules, or why it is not in the language. */
public sealed interface Parse {
  /**
   * The text is in the language.
   *
   * @param rules of the leftmost derivation, in order; of several the smallest by rule numbers
   * @param ambiguous whether there was another derivation
   */
  record Derived(int[] rules, boolean ambiguous) implements Parse {}

  /**
   * It is not.
   *
   * @param position from 0, where it goes wrong; the length of the text if it ends too early
   * @param reason with what was expected there
   */
  record Rejected(int position, String reason) implements Parse {}
}
