package dev.hydrant.trainer.protein.read;

import static dev.hydrant.trainer.protein.PdbLines.atom;
import static dev.hydrant.trainer.protein.PdbLines.residue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What occurs in PDB files beyond the plain case. */
class PdbOdditiesTest {
  @TempDir Path folder;

  @Test
  void takesTheAlternateLocationOfTheLargestSummedOccupancy() throws IOException {
    String text =
        atom("ATOM", "N", ' ', "SER", "A", "1", ' ', 0, 0, 1)
            + atom("ATOM", "CA", 'A', "SER", "A", "1", ' ', 1, 0, 0.5)
            + atom("ATOM", "CA", 'B', "SER", "A", "1", ' ', 2, 0, 0.4)
            + atom("ATOM", "C", ' ', "SER", "A", "1", ' ', 3, 0, 1)
            + atom("ATOM", "CB", 'A', "SER", "A", "1", ' ', 4, 0, 0.2)
            + atom("ATOM", "CB", 'B', "SER", "A", "1", ' ', 5, 0, 0.6);

    ProteinChain chain = only(text);

    assertThat(chain.length()).isEqualTo(1);
    assertThat(chain.position(0, AtomSlots.CA)[0]).isEqualTo(2);
    assertThat(chain.position(0, AtomSlots.CB)[0]).isEqualTo(5);
  }

  @Test
  void takesTheFirstLetterOfEquallyOccupiedLocations() throws IOException {
    String text =
        atom("ATOM", "N", 'B', "ALA", "A", "1", ' ', 9, 0, 0.5)
            + atom("ATOM", "N", 'A', "ALA", "A", "1", ' ', 0, 0, 0.5)
            + atom("ATOM", "CA", ' ', "ALA", "A", "1", ' ', 1, 0, 1)
            + atom("ATOM", "C", ' ', "ALA", "A", "1", ' ', 2, 0, 1);

    assertThat(only(text).position(0, AtomSlots.N)[0]).isEqualTo(0);
  }

  @Test
  void takesOneOfTwoResiduesThatShareAPlaceByAlternateLocations() throws IOException {
    StringBuilder text = new StringBuilder(residue("GLY", 1, 0));
    for (String name : List.of("N", "CA", "C")) {
      text.append(atom("ATOM", name, 'A', "SER", "A", "2", ' ', 5 + name.length(), 0, 0.4));
    }
    for (String name : List.of("N", "CA", "C")) {
      text.append(atom("ATOM", name, 'B', "THR", "A", "2", ' ', 6 + name.length(), 0, 0.6));
    }

    assertThat(only(text + residue("GLY", 3, 2)).sequence()).isEqualTo("GTG");
  }

  @Test
  void ignoresOtherLocationsThatFollowBehindTheNextResidue() throws IOException {
    String late = atom("ATOM", "CA", 'B', "ALA", "A", "1", ' ', 50, 0, 0.9);

    ProteinChain chain = only(residue("ALA", 1, 0) + residue("GLY", 2, 1) + late);

    assertThat(chain.sequence()).isEqualTo("AG");
    assertThat(chain.position(0, AtomSlots.CA)[0]).isCloseTo(1.46, within(1e-6));
  }

  @Test
  void keepsResiduesWithInsertionCodesApartAndInTheOrderOfTheFile() throws IOException {
    ProteinChain chain =
        only(
            residue("ATOM", "ALA", "A", "52", ' ', 0)
                + residue("ATOM", "GLY", "A", "52", 'A', 1)
                + residue("ATOM", "VAL", "A", "52", 'B', 2)
                + residue("ATOM", "LEU", "A", "53", ' ', 3));

    assertThat(chain.sequence()).isEqualTo("AGVL");
    assertThat(chain.numbers()).containsExactly("52", "52A", "52B", "53");
  }

  @Test
  void readsSelenomethionineAsMethionine() throws IOException {
    ProteinChain chain =
        only(
            residue("HETATM", "MSE", "A", "1", ' ', 0)
                + atom("HETATM", "SE", ' ', "MSE", "A", "1", ' ', 1, 7, 1));

    assertThat(chain.sequence()).isEqualTo("M");
    assertThat(chain.position(0, AtomSlots.of('M', "SD"))[1]).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "SEC, U", "PYL, O", "HID, H", "HIE, H", "HIP, H", "CYX, C", "ASX, B", "GLX, Z", "UNK, X",
    "XYZ, X", "trp, W"
  })
  void givesResidueNamesTheirLetters(String name, String letter) throws IOException {
    assertThat(only(residue(name, 1, 0)).sequence()).isEqualTo(letter);
  }

  @Test
  void readsTheFirstOfSeveralModelsAndSaysWhichItWas() throws IOException {
    ProteinChain chain =
        only(
            "MODEL        3\n"
                + residue("ALA", 1, 0)
                + "ENDMDL\nMODEL        4\n"
                + residue("GLY", 1, 5)
                + "ENDMDL\n");

    assertThat(chain.sequence()).isEqualTo("A");
    assertThat(chain.source().model()).isEqualTo(3);
  }

  @Test
  void makesTwoChainsOfOneLetterOnBothSidesOfTer() throws IOException {
    List<FoundChain> chains = read(residue("ALA", 1, 0) + "TER\n" + residue("GLY", 1, 9));

    assertThat(chains).extracting(FoundChain::name).containsExactly("A", "A.2");
    assertThat(chains).extracting(c -> c.chain().id()).containsExactly("x_A", "x_A.2");
    assertThat(chains).extracting(c -> c.chain().sequence()).containsExactly("A", "G");
  }

  @Test
  void ignoresLigandsAndWatersAmongTheResidues() throws IOException {
    ProteinChain chain =
        only(
            residue("ALA", 1, 0)
                + residue("HETATM", "HEM", "A", "2", ' ', 1)
                + atom("HETATM", "O", ' ', "HOH", "A", "3", ' ', 5, 5, 1)
                + atom("HETATM", "CA", ' ', "CA", "A", "4", ' ', 6, 6, 1)
                + residue("GLY", 5, 1));

    assertThat(chain.sequence()).isEqualTo("AG");
  }

  @Test
  void ignoresAminoAcidsThatLieAboutBehindTheEndOfTheirChain() throws IOException {
    List<FoundChain> chains =
        read(residue("ALA", 1, 0) + "TER\n" + residue("HETATM", "GLU", "A", "301", ' ', 9));

    assertThat(chains).hasSize(1);
  }

  @Test
  void ignoresNucleicAcids() throws IOException {
    String text = atom("P", "DA", "1", 0, 0) + atom("C4'", "DA", "1", 1, 0);

    assertThat(read(text)).isEmpty();
  }

  @Test
  void saysThatAChainIsATraceOfCa() throws IOException {
    FoundChain chain = read(atom("CA", "ALA", "1", 0, 0) + atom("CA", "GLY", "2", 3.8, 0)).get(0);

    assertThat(chain.alphaOnly()).isTrue();
    assertThat(chain.withoutBackbone()).isEqualTo(2);
  }

  @Test
  void leavesOutAndCountsResiduesWithoutN_CaOrC() throws IOException {
    FoundChain chain =
        read(residue("ALA", 1, 0) + atom("CA", "SER", "2", 5, 0) + residue("GLY", 3, 2)).get(0);

    assertThat(chain.chain().sequence()).isEqualTo("AG");
    assertThat(chain.chain().position(1, AtomSlots.N)[0]).isCloseTo(8.64, within(1e-5));
    assertThat(chain.withoutBackbone()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"OXT, 1.5", "OT1, 1.5", "OT2, 0"})
  void takesAnOxygenOfTheEndWhereOIsMissing(String name, double expected) throws IOException {
    ProteinChain chain = only(residue("ALA", 1, 0) + atom(name, "ALA", "1", 3, 1.5));

    assertThat(chain.position(0, AtomSlots.O)[1]).isEqualTo(expected);
  }

  @Test
  void prefersOToTheSecondOxygenOfTheEnd() throws IOException {
    ProteinChain chain =
        only(residue("ALA", 1, 0) + atom("OXT", "ALA", "1", 3, 9) + atom("O", "ALA", "1", 3, 2));

    assertThat(chain.position(0, AtomSlots.O)[1]).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"1HB", "HA", "HB2", "2HD1", "D", "HG11"})
  void skipsHydrogens(String name) throws IOException {
    ProteinChain chain = only(residue("ALA", 1, 0) + atom(name, "ALA", "1", 3, 9));

    assertThat(chain.atoms()[0]).isEqualTo((short) 0b111);
  }

  @Test
  void readsTheDeltaCarbonOfIsoleucineUnderItsOtherName() throws IOException {
    ProteinChain chain = only(residue("ILE", 1, 0) + atom("CD", "ILE", "1", 3, 9));

    assertThat(chain.has(0, AtomSlots.of('I', "CD1"))).isTrue();
  }

  @Test
  void readsNamesOfAtomsInSmallLetters() throws IOException {
    String text = residue("ALA", 1, 0).replace(" CA ", " ca ").replace(" N ", " n ");

    assertThat(only(text).sequence()).isEqualTo("A");
  }

  @Test
  void readsResiduesThatAreNumberedBackwardsInTheOrderOfTheFile() throws IOException {
    ProteinChain chain = only(residue("ALA", 3, 0) + residue("GLY", 2, 1) + residue("VAL", -1, 2));

    assertThat(chain.sequence()).isEqualTo("AGV");
    assertThat(chain.numbers()).containsExactly("3", "2", "-1");
  }

  @Test
  void readsHybridNumbersBeyond9999() throws IOException {
    ProteinChain chain =
        only(
            residue("ATOM", "ALA", "A", "9999", ' ', 0)
                + residue("ATOM", "GLY", "A", "A000", ' ', 1)
                + residue("ATOM", "VAL", "A", "ZZZZ", ' ', 2)
                + residue("ATOM", "LEU", "A", "a000", ' ', 3));

    assertThat(chain.numbers()).containsExactly("9999", "10000", "1223055", "1223056");
  }

  @Test
  void readsOnWhereNumbersBeginAgain() throws IOException {
    ProteinChain chain =
        only(residue("ALA", 9999, 0) + residue("GLY", 0, 1) + residue("ALA", 1, 2));

    assertThat(chain.sequence()).isEqualTo("AGA");
  }

  @ParameterizedTest
  @CsvSource({"'\\r\\n'", "'\\r'"})
  void readsLineEndsOfOtherSystems(String end) throws IOException {
    String ends = end.replace("\\r", "\r").replace("\\n", "\n");
    String text = (residue("ALA", 1, 0) + residue("GLY", 2, 1)).replace("\n", ends);

    assertThat(only(text).sequence()).isEqualTo("AG");
  }

  @Test
  void readsAFileWithoutEndAndWithoutALastLineEnd() throws IOException {
    assertThat(only(residue("ALA", 1, 0).stripTrailing()).sequence()).isEqualTo("A");
  }

  @Test
  void readsTheResolution() throws IOException {
    ProteinChain chain = only("REMARK   2 RESOLUTION.    1.90 ANGSTROMS.\n" + residue("ALA", 1, 0));

    assertThat(chain.source().resolution()).isEqualTo(1.9);
    assertThat(only("REMARK   2 RESOLUTION. NOT APPLICABLE.\n" + residue("ALA", 1, 0)).source())
        .satisfies(s -> assertThat(s.resolution()).isNaN());
  }

  @Test
  void readsAChainWithoutAName() throws IOException {
    ProteinChain chain = only(residue("ATOM", "ALA", " ", "1", ' ', 0));

    assertThat(chain.id()).isEqualTo("x");
  }

  private ProteinChain only(String text) throws IOException {
    List<FoundChain> chains = read(text);
    assertThat(chains).hasSize(1);
    return chains.get(0).chain();
  }

  private List<FoundChain> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("x.pdb"), text);
    return StructureFile.read(file);
  }
}
