package dev.hydrant.trainer.data.molecule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.grammar.syntax.Derivation;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import dev.hydrant.trainer.grammar.syntax.RandomDerivation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a valid molecule. */
class SmilesCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "C",
        "CCO",
        "c1ccccc1",
        "c1ccncc1",
        "c1cc[nH]c1",
        "c1ccsc1",
        "c1ccoc1",
        "Cn1cccc1",
        "O=c1cc[nH]cc1",
        "c1ccc2ccccc2c1",
        "c1ccccc1c1ccccc1",
        "C[N+](C)(C)C",
        "[O-][N+](=O)C",
        "CS(=O)(=O)C",
        "CP(=O)(O)O",
        "C[C@@H](N)C(=O)O",
        "F/C=C/F",
        "c1cc[n+](C)cc1",
        "C1CC1",
        "N#C",
        "[NH4+]",
        "[CH3]",
        "c1ccc[n-]1",
        "Cn1c(=O)c2c(ncn2C)n(C)c1=O",
        "O=S1(=O)CCCC1",
        "c1ccc2[nH]ccc2c1",
        "C1=CC=CC=C1",
        "CSC",
        "OS(O)(=O)=O",
        "[13CH4]",
      })
  void acceptsWhatChemistsWrite(String smiles) {
    assertThat(SmilesCheck.fault(smiles)).as(smiles).isEmpty();
    assertThat(Structure.of(smiles)).as("OpenChemLib: " + smiles).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c1cccc1",
        "C12CC12",
        "[NH5]",
        "C(C)(C)(C)(C)C",
        "FF(F)",
        "C1CC",
        "c",
        "cc",
        "[C+4]",
        "[Cl+51]",
        "C=(C)C",
        "O(C)(C)C",
        "N(C)(C)(C)C",
        "C1=CC=1C=",
        "C11",
        "c1cncc1",
        "CO#N",
        "C=1CCCCC#1",
        "",
        "C(C",
        "[CH5]",
        "c1cc[nH]cc1",
        "CCl(C)",
      })
  void refusesWhatCannotBe(String smiles) {
    assertThat(SmilesCheck.fault(smiles)).as(smiles).isPresent();
  }

  @Test
  void agreesWithOpenChemLibOnRandomStrings() {
    Grammar grammar = Grammars.shipped("smiles");
    SplittableRandom random = new SplittableRandom(11);
    List<String> disagreements = new ArrayList<>();
    int valid = 0;
    int n = 4000;
    for (int i = 0; i < n; i++) {
      String smiles = Derivation.text(grammar, RandomDerivation.of(grammar, 60, random));
      boolean ours = SmilesCheck.isValid(smiles);
      valid += ours ? 1 : 0;
      if (ours && Structure.of(smiles).isEmpty()) {
        disagreements.add(smiles);
      }
    }
    assertThat(valid).isBetween(n / 100, n / 2);
    assertThat(disagreements).isEmpty();
  }
}
