package dev.hydrant.trainer.protein.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import dev.hydrant.trainer.protein.write.ProteinJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirement I3: a malformed protein says what is wrong with it. */
class ProteinJsonFileTest {
  private static final String ALA_GLY =
      """
      {"structure_id": "1abc", "chain_id": "A", "sequence": "AG",
       "backbone_coordinates": {"N": [], "CA": [], "C": []},
       "all_atoms": {
        "atom_names": ["N", "CA", "C", "O", "CB", "HA", "N", "CA", "C", "O", "OXT"],
        "atom_coordinates": [[0,0,0],[1,0,0],[2,0,0],[2,1,0],[1,1,0],[9,9,9],
         [3,0,0],[4,0,0],[5,0,0],[5,1,0],[9,9,9]]}}
      """;

  @TempDir Path folder;

  @Test
  void readsAtomsInTheOrderOfTheResidues() throws IOException {
    ProteinChain chain = read(ALA_GLY, AtomDetail.SIDE_CHAIN);

    assertThat(chain.id()).isEqualTo("p");
    assertThat(chain.sequence()).isEqualTo("AG");
    assertThat(chain.isAllAtom()).isTrue();
    assertThat(chain.position(0, 3)).containsExactly(1, 1, 0);
    assertThat(chain.position(1, 4)).containsExactly(5, 1, 0);
  }

  @Test
  void readsWhatTheWriterWrites() throws IOException {
    ProteinChain chain = new ChainGenerator(4).chain(2).chain();
    Path file = Files.write(folder.resolve("p.json"), ProteinJson.bytes(chain, "gen", "A"));

    ProteinChain read = ProteinJsonFile.read(file, chain.id(), AtomDetail.SIDE_CHAIN);

    assertThat(read.sequence()).isEqualTo(chain.sequence());
    assertThat(read.atoms()).isEqualTo(chain.atoms());
    for (int i = 0; i < chain.coordinates().length; i++) {
      assertThat((double) read.coordinates()[i])
          .isCloseTo(chain.coordinates()[i], within(0.000501));
    }
  }

  @Test
  void writesA_CB_WhereNoneWasObservedAndCountsIt() throws IOException {
    ProteinChain whole = new ChainGenerator(4).chain(2).chain();
    short[] atoms = whole.atoms().clone();
    Arrays.fill(atoms, (short) 0b10111);
    ProteinChain bare =
        new ProteinChain(
            "x", whole.sequence(), whole.coordinates(), atoms, List.of(), Source.named("f"));
    byte[] json = ProteinJson.bytes(bare, "x", "A");
    Path file = Files.write(folder.resolve("p.json"), json);

    ProteinChain read = ProteinJsonFile.read(file, "x", AtomDetail.BACKBONE);

    long counted = bare.sequence().chars().filter(c -> c != 'G').count();
    assertThat(Files.readString(file)).contains("\"virtual_cb\": " + counted + "}");
    assertThat(read.carbonBeta(0)).containsExactly(bare.carbonBeta(0), within(0.001));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"AG\"|\"AGG\"|the atoms are those of 2 residues, the sequence has 3 letters",
        "\"AG\"|\"ag\"|'sequence' is missing, empty or has other letters",
        "\"CB\"|\"CA\"|residue 1 (A) has two atoms CA",
        "\"CB\"|\"XX\"|residue 1 (A) lacks CB",
        "\"O\", \"OXT\"|\"OX\", \"OXT\"|residue 2 (G) lacks O",
        "[5,1,0],|''|11 atom names, but 10 atom coordinates",
        "[5,1,0]|[5,1]|atom 9 has 2 coordinates, not 3",
        "[5,1,0]|[5,1,null]|atom 9 has a coordinate that is no number",
        "atom_names|names|'all_atoms.atom_names' is missing or no list",
        "{\"struct|[\"struct|p.json:1: no JSON"
      })
  void saysWhatIsWrong(String part, String other, String message) throws IOException {
    String text = ALA_GLY.replace(part, other);

    assertThatThrownBy(() -> read(text, AtomDetail.SIDE_CHAIN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("p.json")
        .hasMessageContaining(message);
  }

  @Test
  void asksForTheAtomsOfTheBackboneAloneWhereTheseAreRead() throws IOException {
    String text = ALA_GLY.replace("\"O\", \"OXT\"", "\"OX\", \"OXT\"");

    assertThat(read(text, AtomDetail.BACKBONE).atoms()).containsExactly((short) 15, (short) 7);
  }

  @Test
  void takesLettersOutsideThe20With_N_CA_C() throws IOException {
    String text =
        ALA_GLY.replace("\"AG\"", "\"XU\"").replace("\"CB\", ", "").replace("[1,1,0],", "");

    assertThat(read(text, AtomDetail.BACKBONE).sequence()).isEqualTo("XU");
  }

  private ProteinChain read(String text, AtomDetail detail) throws IOException {
    Path file = Files.writeString(folder.resolve("p.json"), text);
    return ProteinJsonFile.read(file, "p", detail);
  }
}
