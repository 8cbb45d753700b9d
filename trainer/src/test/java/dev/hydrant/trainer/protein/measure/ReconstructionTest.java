package dev.hydrant.trainer.protein.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReconstructionTest {
  private final ProteinChain chain = new ChainGenerator(7).chain(0).chain();

  /** {@code [L, slots, 3]} of the chain, by a turn about z and x and a shift, mirrored if asked. */
  private double[] turned(int slots, boolean mirrored) {
    double[] points = new double[chain.length() * slots * 3];
    double a = 0.7;
    double b = -1.9;
    for (int i = 0; i < chain.length(); i++) {
      for (int slot = 0; slot < slots; slot++) {
        double[] p = slot == AtomSlots.CB ? chain.carbonBeta(i) : chain.position(i, slot);
        double x = Math.cos(a) * p[0] - Math.sin(a) * p[1];
        double y = Math.sin(a) * p[0] + Math.cos(a) * p[1];
        int at = 3 * (i * slots + slot);
        points[at] = (mirrored ? -x : x) + 11;
        points[at + 1] = Math.cos(b) * y - Math.sin(b) * p[2] - 5;
        points[at + 2] = Math.sin(b) * y + Math.cos(b) * p[2] + 2;
      }
    }
    return points;
  }

  @Test
  void aStructureThatIsOnlyMovedHasNoError() {
    Reconstruction same = Reconstruction.of(chain, turned(14, false), 14, Reconstruction.ALL_ATOMS);
    assertThat(same.rmsd()).isCloseTo(0, within(1e-5));
    assertThat(same.tmScore()).isCloseTo(1, within(1e-6));
    assertThat(same.lddt()).isEqualTo(1);
    assertThat(same.moved().atoms()).isEqualTo(chain.atoms());
    for (int at = 0; at < chain.coordinates().length; at++) {
      assertThat(same.moved().coordinates()[at]).isCloseTo(chain.coordinates()[at], within(1e-3f));
    }
  }

  @Test
  void aMirrorImageIsNoReconstruction() {
    Reconstruction mirrored = Reconstruction.of(chain, turned(3, true), 3, Reconstruction.BACKBONE);
    assertThat(mirrored.rmsd()).isGreaterThan(2);
    assertThat(mirrored.tmScore()).isLessThan(0.5);
    assertThat(mirrored.lddt()).as("distances do not see it").isCloseTo(1, within(1e-9));
  }

  /** One residue of n is moved by h along a line: 3 of 3n points, nearly all of it left over. */
  @Test
  void anErrorStandsAtItsResidue() {
    double[] made = turned(3, false);
    int wrong = 10;
    double shift = 6;
    for (int atom = 0; atom < 3; atom++) {
      made[3 * (3 * wrong + atom)] += shift;
    }
    Reconstruction one = Reconstruction.of(chain, made, 3, Reconstruction.BACKBONE);
    double n = chain.length();
    assertThat(one.rmsd())
        .isLessThanOrEqualTo(shift * Math.sqrt((n - 1) / n / n) + 1e-6)
        .isGreaterThan(0.8 * shift / Math.sqrt(n));
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += one.errors()[i] * one.errors()[i] / n;
      if (i != wrong) {
        assertThat(one.errors()[i]).isLessThan(one.errors()[wrong]);
      }
    }
    assertThat(Math.sqrt(mean)).isCloseTo(one.rmsd(), within(1e-6));
    assertThat(one.tmScore()).isBetween((n - 1) / n, 1.0);
  }

  @Test
  void onlyAtomsThatTheTargetHasAreComparedAndKept() {
    double[] made = turned(14, false);
    for (int i = 0; i < chain.length(); i++) {
      for (int slot = 0; slot < 14; slot++) {
        if (!chain.has(i, slot)) {
          made[3 * (14 * i + slot)] = 1e3;
        }
      }
    }
    Reconstruction all = Reconstruction.of(chain, made, 14, Reconstruction.ALL_ATOMS);
    assertThat(all.rmsd()).isCloseTo(0, within(1e-5));
    assertThat(all.moved().isAllAtom()).isTrue();
  }

  @Test
  void sizesMustFit() {
    assertThatThrownBy(() -> Reconstruction.of(chain, new double[9], 3, Reconstruction.BACKBONE))
        .hasMessageContaining("are not [" + chain.length() + ", 3, 3]");
  }

  /** Two halves of which one is turned: d0-weighted scores see one half, RMSD both. */
  @Test
  void theTemplateModellingScoreFindsTheHalfThatFits() {
    double[][] target = new double[80][];
    double[][] hinged = new double[80][];
    SplittableRandom random = new SplittableRandom(3);
    double[] at = new double[3];
    for (int i = 0; i < 80; i++) {
      for (int k = 0; k < 3; k++) {
        at[k] += random.nextDouble(-3, 3);
      }
      target[i] = at.clone();
      hinged[i] = i < 40 ? at.clone() : new double[] {-at[1] + 60, at[0] + 40, at[2] - 50};
    }
    double score = TmScore.of(Matrix.of(hinged), Matrix.of(target));
    assertThat(score).isBetween(0.5, 0.56);
    assertThat(TmScore.scale(80)).isCloseTo(1.24 * Math.cbrt(65) - 1.8, within(1e-12));
    assertThat(TmScore.scale(20)).isEqualTo(0.5);
  }
}
