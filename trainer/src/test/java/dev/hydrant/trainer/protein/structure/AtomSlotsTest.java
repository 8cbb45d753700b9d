package dev.hydrant.trainer.protein.structure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtomSlotsTest {
  @ParameterizedTest
  @CsvSource({
    "A, 5", "R, 11", "N, 8", "D, 8", "C, 6", "Q, 9", "E, 9", "G, 4", "H, 10", "I, 8", "L, 8",
    "K, 9", "M, 8", "F, 11", "P, 7", "S, 6", "T, 7", "W, 14", "Y, 12", "V, 7"
  })
  void countsTheHeavyAtomsOfEachAminoAcid(char letter, int atoms) {
    assertThat(Integer.bitCount(AtomSlots.expected(letter))).isEqualTo(atoms);
  }

  @Test
  void ordersTheFirstFiveAlike() {
    assertThat(AtomSlots.of('W', "N")).isZero();
    assertThat(AtomSlots.of('W', "CA")).isEqualTo(1);
    assertThat(AtomSlots.of('W', "C")).isEqualTo(2);
    assertThat(AtomSlots.of('W', "CB")).isEqualTo(3);
    assertThat(AtomSlots.of('W', "O")).isEqualTo(4);
    assertThat(AtomSlots.of('W', "CH2")).isEqualTo(13);
    assertThat(AtomSlots.name('H', 9)).isEqualTo("NE2");
  }

  @Test
  void knowsNoAtomsThatAResidueDoesNotHave() {
    assertThat(AtomSlots.of('G', "CB")).isEqualTo(-1);
    assertThat(AtomSlots.of('A', "OXT")).isEqualTo(-1);
    assertThat(AtomSlots.of('X', "CG")).isEqualTo(-1);
    assertThat(AtomSlots.of('X', "CB")).isEqualTo(3);
    assertThat(AtomSlots.name('G', 3)).isNull();
  }
}
