package dev.hydrant.trainer.grammar.explore;

import dev.hydrant.trainer.data.molecule.SmilesCheck;
import dev.hydrant.trainer.data.molecule.Structure;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import java.util.Optional;

/** What texts of a grammar stand for, beyond the grammar. */
public enum Domain {
  /** SMILES: valid if it describes a molecule, the same if the molecule is. */
  MOLECULES {
    @Override
    public Optional<String> identity(String text) {
      return SmilesCheck.isValid(text)
          ? Structure.of(text).map(Structure::canonical)
          : Optional.empty();
    }
  },
  /** Any other: all that parses is valid, and the same if its letters are. */
  TEXTS {
    @Override
    public Optional<String> identity(String text) {
      return Optional.of(text);
    }
  };

  /** The one that texts of a grammar belong to. */
  public static Domain of(Grammar grammar) {
    return grammar.equals(Grammars.shipped("smiles")) ? MOLECULES : TEXTS;
  }

  /** The same text for all ways to write the same; empty for what is not valid. */
  public abstract Optional<String> identity(String text);
}
