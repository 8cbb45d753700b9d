package dev.hydrant.trainer.protein.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.CarbonBeta;
import dev.hydrant.trainer.protein.structure.Geometry;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Torsions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainGeneratorTest {
  private static final List<GeneratedChain> CHAINS =
      IntStream.range(0, 60).mapToObj(new ChainGenerator(42)::chain).toList();

  @Test
  void givesTheSameChainForASeedAndANumber() {
    GeneratedChain again = new ChainGenerator(42).chain(7);

    assertThat(again.chain().sequence()).isEqualTo(CHAINS.get(7).chain().sequence());
    assertThat(again.chain().coordinates()).isEqualTo(CHAINS.get(7).chain().coordinates());
    assertThat(new ChainGenerator(43).chain(7).chain().sequence())
        .isNotEqualTo(again.chain().sequence());
    assertThat(CHAINS.stream().map(c -> c.chain().sequence()).distinct()).hasSize(60);
  }

  @Test
  void labelsChainsAsGenerated() {
    assertThat(CHAINS.get(3).chain().id()).isEqualTo("gen_000003");
    assertThat(CHAINS.get(3).chain().source().file()).isEqualTo("generated");
  }

  @Test
  void makesWholeChainsOf40To120Residues() {
    for (GeneratedChain each : CHAINS) {
      assertThat(each.chain().length()).isBetween(40, 120);
      assertThat(each.states()).hasSize(each.chain().length()).matches("[HEL]+");
      assertThat(each.chain().isAllAtom()).isTrue();
    }
  }

  @Test
  void hasTheBondsAndAnglesOfProteins() {
    for (GeneratedChain each : CHAINS) {
      ProteinChain chain = each.chain();
      for (int i = 0; i + 1 < chain.length(); i++) {
        double[] n = chain.position(i, AtomSlots.N);
        double[] ca = chain.position(i, AtomSlots.CA);
        double[] c = chain.position(i, AtomSlots.C);
        assertThat(Geometry.distance(n, ca)).isCloseTo(1.458, within(0.12));
        assertThat(Geometry.distance(ca, c)).isCloseTo(1.525, within(0.12));
        assertThat(Geometry.distance(c, chain.position(i + 1, AtomSlots.N)))
            .isCloseTo(1.329, within(0.12));
        assertThat(Math.abs(Math.toDegrees(Torsions.of(chain, i).omega()))).isGreaterThan(155);
        if (chain.sequence().charAt(i) != 'G') {
          double[] cb = chain.position(i, AtomSlots.CB);
          assertThat(CarbonBeta.handedness(n, ca, c, cb)).isPositive();
          assertThat(Geometry.distance(cb, CarbonBeta.virtual(n, ca, c))).isLessThan(0.5);
        }
      }
    }
  }

  @Test
  void turnsHelicesToTheRight() {
    double sum = 0;
    int count = 0;
    for (GeneratedChain each : CHAINS) {
      for (int i = each.states().indexOf("HHHH");
          i >= 0;
          i = each.states().indexOf("HHHH", i + 1)) {
        ProteinChain chain = each.chain();
        sum +=
            Math.toDegrees(
                Geometry.dihedral(
                    chain.position(i, 1),
                    chain.position(i + 1, 1),
                    chain.position(i + 2, 1),
                    chain.position(i + 3, 1)));
        count++;
      }
    }

    assertThat(sum / count).isCloseTo(50, within(4.0));
  }

  @Test
  void keepsChainsCompactAndWithoutClashes() {
    for (GeneratedChain each : CHAINS) {
      ProteinChain chain = each.chain();
      double squares = 0;
      for (int i = 0; i < chain.length(); i++) {
        double[] ca = chain.position(i, AtomSlots.CA);
        squares += Geometry.dot(ca, ca) / chain.length(); // the CA are centred
        for (int j = 0; j <= i - 3; j++) {
          assertThat(Geometry.distance(ca, chain.position(j, AtomSlots.CA))).isGreaterThan(3.599);
        }
      }
      double widest = 1.35 * 2.2 * Math.pow(chain.length(), 0.38);
      assertThat(Math.sqrt(squares)).isLessThan(widest + 1e-3);
    }
  }

  @Test
  void closesTheRingsOfSideChains() {
    for (GeneratedChain each : CHAINS) {
      bond(each.chain(), 'P', "N", "CD", 1.47, 0.12);
      bond(each.chain(), 'F', "CE2", "CZ", 1.382, 0.03);
      bond(each.chain(), 'Y', "CE2", "CZ", 1.378, 0.03);
      bond(each.chain(), 'H', "CE1", "NE2", 1.32, 0.06);
      bond(each.chain(), 'W', "NE1", "CE2", 1.37, 0.03);
      bond(each.chain(), 'W', "CZ3", "CH2", 1.40, 0.03);
    }
  }

  private static void bond(
      ProteinChain chain, char letter, String first, String second, double length, double off) {
    for (int i = 0; i < chain.length(); i++) {
      if (chain.sequence().charAt(i) == letter) {
        double[] a = chain.position(i, AtomSlots.of(letter, first));
        double[] b = chain.position(i, AtomSlots.of(letter, second));
        assertThat(Geometry.distance(a, b))
            .as("%s %s–%s", letter, first, second)
            .isCloseTo(length, within(off));
      }
    }
  }

  @Test
  void drawsLettersWithTheChancesThatItStates() {
    int[] residues = new int[3];
    int[] glycines = new int[3];
    String all = CHAINS.stream().map(GeneratedChain::states).reduce("", String::concat);
    String letters = CHAINS.stream().map(c -> c.chain().sequence()).reduce("", String::concat);
    for (int i = 0; i < all.length(); i++) {
      int state = "HEL".indexOf(all.charAt(i));
      residues[state]++;
      glycines[state] += letters.charAt(i) == 'G' ? 1 : 0;
    }
    for (SecondaryState state : SecondaryState.values()) {
      double p = state.probability('G');
      int n = residues[state.ordinal()];
      // four standard deviations of a binomial share
      assertThat(glycines[state.ordinal()] / (double) n)
          .isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / n)));
    }
  }

  @Test
  void statesTheEntropyOfItsLetters() {
    for (SecondaryState state : SecondaryState.values()) {
      double sum = 0;
      for (char each = 'A'; each <= 'Z'; each++) {
        sum += state.probability(each);
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
    // Loops: five letters of 0.16 and fifteen of 0.2 / 15.
    assertThat(SecondaryState.LOOP.entropy())
        .isCloseTo(-0.8 * Math.log(0.16) - 0.2 * Math.log(0.2 / 15), within(1e-12));
  }
}
