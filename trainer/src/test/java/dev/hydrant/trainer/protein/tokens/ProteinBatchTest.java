package dev.hydrant.trainer.protein.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProteinBatchTest {
  private static final ProteinChain SHORT = chain("AGX");
  private static final ProteinChain LONG = chain("WVAGL");

  @Test
  void laysRowsOutAsBosResiduesEosPad() {
    ProteinBatch batch = ProteinBatch.of(List.of(SHORT, LONG), AtomDetail.BACKBONE, 2048);

    assertThat(batch.length()).isEqualTo(7);
    assertThat(batch.sequence())
        .containsExactly(28, 0, 7, 27, 29, 25, 25, 28, 17, 19, 0, 7, 10, 29);
    assertThat(row(batch.nonrealSequence(), 0, 7))
        .containsExactly(true, false, false, true, true, true, true);
    assertThat(row(batch.nonrealCoordinates(), 0, 7))
        .containsExactly(true, false, false, false, true, true, true);
    assertThat(row(batch.pad(), 0, 7))
        .containsExactly(false, false, false, false, false, true, true);
  }

  @Test
  void cutsLongProteinsAtTheirEndAndCentresTheRest() {
    ProteinBatch batch = ProteinBatch.of(List.of(LONG), AtomDetail.BACKBONE, 5);

    assertThat(batch.sequence()).containsExactly(28, 17, 19, 0, 29);
    for (int k = 0; k < 3; k++) {
      double sum = 0;
      for (int i = 0; i < 5 * 4; i++) {
        sum += batch.coordinates()[3 * i + k];
      }
      assertThat(sum).isCloseTo(0, within(1e-4));
    }
    double[] zero = new double[3];
    assertThat(at(batch, 0, 1)).isEqualTo(zero);
    assertThat(at(batch, 4, 1)).isEqualTo(zero);
  }

  @Test
  void fillsIn_CB_WhereItWouldBe() {
    ProteinBatch backbone = ProteinBatch.of(List.of(SHORT), AtomDetail.BACKBONE, 9);
    ProteinBatch sideChain = ProteinBatch.of(List.of(SHORT), AtomDetail.SIDE_CHAIN, 9);

    double[] beta = SHORT.carbonBeta(1);
    double[] alpha = SHORT.position(1, AtomSlots.CA);
    for (int k = 0; k < 3; k++) {
      double expected = beta[k] - alpha[k];
      assertThat(at(backbone, 2, 3)[k] - at(backbone, 2, 1)[k]).isCloseTo(expected, within(1e-5));
      assertThat(at(sideChain, 2, 3)[k] - at(sideChain, 2, 1)[k]).isCloseTo(expected, within(1e-5));
    }
    assertThat(backbone.atoms()[2 * 4 + 3]).isTrue();
    assertThat(sideChain.atoms()[2 * 14 + 3]).isFalse();
    assertThat(at(sideChain, 1, 4)).isEqualTo(new double[3]);
  }

  @Test
  void marksTheAtomsThatWereObserved() {
    ProteinChain chain = new ChainGenerator(1).chain(0).chain();
    ProteinBatch batch = ProteinBatch.of(List.of(chain), AtomDetail.SIDE_CHAIN, 200);

    for (int i = 0; i < chain.length(); i++) {
      for (int slot = 0; slot < 14; slot++) {
        assertThat(batch.atoms()[(i + 1) * 14 + slot]).isEqualTo(chain.has(i, slot));
      }
    }
  }

  @Test
  void padsToALengthThatIsAskedFor() {
    assertThat(ProteinBatch.of(List.of(SHORT), AtomDetail.BACKBONE, 12, 12).sequence()).hasSize(12);
    assertThatThrownBy(() -> ProteinBatch.of(List.of(SHORT), AtomDetail.BACKBONE, 12, 4))
        .hasMessageContaining("3 residues do not fit into 4");
    assertThatThrownBy(() -> ProteinBatch.of(List.of(SHORT), AtomDetail.BACKBONE, 2))
        .hasMessageContaining("at least 3");
  }

  private static double[] at(ProteinBatch batch, int position, int slot) {
    int at = (position * batch.detail().slots() + slot) * 3;
    float[] c = batch.coordinates();
    return new double[] {c[at], c[at + 1], c[at + 2]};
  }

  private static boolean[] row(boolean[] all, int from, int to) {
    return Arrays.copyOfRange(all, from, to);
  }

  /** A backbone of N, CA, C with the given letters. */
  private static ProteinChain chain(String letters) {
    ProteinChain whole = new ChainGenerator(3).chain(0).chain();
    int length = letters.length();
    float[] coordinates = new float[length * 42];
    short[] atoms = new short[length];
    for (int i = 0; i < length; i++) {
      System.arraycopy(whole.coordinates(), i * 42, coordinates, i * 42, 9);
      atoms[i] = 0b111;
    }
    return new ProteinChain("x", letters, coordinates, atoms, List.of(), Source.named("x"));
  }
}
