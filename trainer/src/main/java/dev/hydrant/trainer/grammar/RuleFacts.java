package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.dataset.Split;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.GrammarReader;
import java.util.Optional;

/**
 * What a grammar VAE has to know of its data.
 *
 * @param data which these are
 * @param split which rows are for validation; null if files tell it
 * @param medianRules of a sequence
 * @param rules the grammar as a file of its own; null without one
 * @param grammarName what it is called; null without one
 */
record RuleFacts(Data data, Split split, int medianRules, String rules, String grammarName) {

  /**
   * Tells other data from these.
   *
   * @param rows N
   * @param length T
   * @param productions P
   * @param hash of some of the numbers
   */
  record Data(long rows, int length, int productions, String hash) {}

  /** The part that is cheap to find. */
  record Fingerprint(Data data) {}

  /** The grammar that the rules are of. */
  Optional<Grammar> grammar() {
    return Optional.ofNullable(rules).map(text -> GrammarReader.parse(text, grammarName).grammar());
  }
}
