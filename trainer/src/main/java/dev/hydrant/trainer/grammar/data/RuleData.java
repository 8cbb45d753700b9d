package dev.hydrant.trainer.grammar.data;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sequences of rules with what is allowed at each place, every row of them checked.
 *
 * @param sequences {@code [N, T]}
 * @param productions P, the number of rules
 * @param masks what is allowed
 * @param medianRules the median number of rules of a sequence
 * @param masksFile open as long as the masks are read from it
 */
public record RuleData(
    RuleSequences sequences,
    int productions,
    RuleMasks masks,
    int medianRules,
    Optional<AutoCloseable> masksFile)
    implements AutoCloseable {

  /**
   * What to open.
   *
   * @param prod the sequences
   * @param masks the masks; without them the grammar tells them
   * @param grammar whose rules they are
   * @param productions P, if it is stated
   * @param paddingRule the rule that pads, or {@link RuleSequences#NO_PADDING_RULE}
   */
  public record Request(
      Path prod,
      Optional<Path> masks,
      Optional<Grammar> grammar,
      Optional<Integer> productions,
      int paddingRule) {}

  /**
   * Opens the files and checks all rows with several threads.
   *
   * @throws DataException with the row and position at fault
   */
  public static RuleData open(Request request, int workers) {
    if (request.masks().isEmpty() && request.grammar().isEmpty()) {
      throw new DataException(
          "%s says which rules were used, but nothing says which were allowed.\nGive masks=FILE or grammar=smiles, pde, equation or a grammar file"
              .formatted(request.prod()));
    }
    RuleSequences sequences = RuleSequences.open(request.prod(), request.paddingRule());
    return RuleCheck.of(request, sequences, workers);
  }

  @Override
  public void close() {
    sequences.close();
    masksFile.ifPresent(
        file -> {
          try {
            file.close();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
