package dev.hydrant.trainer.protein.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MmCifTest {
  private static final String COLUMNS =
      """
      loop_
      _atom_site.group_PDB
      _atom_site.label_atom_id
      _atom_site.label_alt_id
      _atom_site.label_comp_id
      _atom_site.label_asym_id
      _atom_site.label_seq_id
      _atom_site.pdbx_PDB_ins_code
      _atom_site.Cartn_x
      _atom_site.Cartn_y
      _atom_site.Cartn_z
      _atom_site.occupancy
      _atom_site.auth_seq_id
      _atom_site.auth_asym_id
      _atom_site.pdbx_PDB_model_num
      """;

  @TempDir Path folder;

  @Test
  void readsAtomsByTheNamesOfTheirColumns() throws IOException {
    String text =
        """
        data_1ABC
        _refine.ls_d_res_high 1.75
        loop_
        _atom_site.Cartn_z
        _atom_site.Cartn_y
        _atom_site.Cartn_x
        _atom_site.label_comp_id
        _atom_site.label_atom_id
        3.0 2.0 1.0 GLY N
        3.5 2.5 1.5 GLY CA
        4.0 3.0 2.0e0 GLY C
        """;

    ProteinChain chain = only(text);

    assertThat(chain.position(0, AtomSlots.N)).containsExactly(1, 2, 3);
    assertThat(chain.position(0, AtomSlots.C)).containsExactly(2, 3, 4);
    assertThat(chain.source().resolution()).isEqualTo(1.75);
  }

  @Test
  void readsQuotedNamesAndTextsOfSeveralLines() throws IOException {
    String text =
        "data_x\n_struct.title\n;a text that looks like\nloop_\n_atom_site.group_PDB\n;\n"
            + "_entity.name 'O5'is \"quoted\"' # a comment\n"
            + COLUMNS
            + "ATOM \"O5'\" . DA B 1 ? 0 0 0 1 1 B 1\n"
            + residue("ALA", "A", 1, "?", 1, "A", 1)
            + "ATOM 'CB' . ALA A 1 ? 7 0 0 1 1 A 1\n";

    ProteinChain chain = only(text);

    assertThat(chain.sequence()).isEqualTo("A");
    assertThat(chain.position(0, AtomSlots.CB)[0]).isEqualTo(7);
  }

  @Test
  void namesChainsAsTheAuthorsDoOrAsTheArchiveDoes() throws IOException {
    String text =
        "data_x\n"
            + COLUMNS
            + residue("ALA", "C", 1, "?", 52, "H", 1)
            + residue("GLY", "C", 2, "A", 52, "H", 1);
    Path file = Files.writeString(folder.resolve("x.cif"), text);

    ProteinChain authors = StructureFile.read(file, "x.cif", ChainNaming.AUTH).get(0).chain();
    ProteinChain archive = StructureFile.read(file, "x.cif", ChainNaming.LABEL).get(0).chain();

    assertThat(authors.id()).isEqualTo("x_H");
    assertThat(authors.numbers()).containsExactly("52", "52A");
    assertThat(archive.id()).isEqualTo("x_C");
    assertThat(archive.numbers()).containsExactly("1", "2");
  }

  @Test
  void beginsAnotherChainWhereTheArchiveDoes() throws IOException {
    String text =
        "data_x\n"
            + COLUMNS
            + residue("ALA", "A", 1, "?", 1, "X", 1)
            + residue("GLY", "B", 1, "?", 9, "X", 1);

    assertThat(read(text)).extracting(FoundChain::name).containsExactly("X", "X.2");
  }

  @Test
  void readsTheFirstModelWhateverItsNumber() throws IOException {
    String text =
        "data_x\n"
            + COLUMNS
            + residue("ALA", "A", 1, "?", 1, "A", 7)
            + residue("GLY", "A", 1, "?", 1, "A", 8);

    ProteinChain chain = only(text);

    assertThat(chain.sequence()).isEqualTo("A");
    assertThat(chain.source().model()).isEqualTo(7);
  }

  @Test
  void ignoresLigandsAndReadsSelenomethionine() throws IOException {
    String text =
        "data_x\n"
            + COLUMNS
            + residue("ALA", "A", 1, "?", 1, "A", 1)
            + residue("MSE", "A", 2, "?", 2, "A", 1).replace("ATOM", "HETATM")
            + "HETATM CA . GLU D . ? 0 0 0 1 301 A 1\n"
            + "HETATM O . HOH E . ? 0 0 0 1 401 A 1\n";

    assertThat(only(text).sequence()).isEqualTo("AM");
  }

  @Test
  void choosesAlternateLocations() throws IOException {
    String text =
        "data_x\n"
            + COLUMNS
            + residue("ALA", "A", 1, "?", 1, "A", 1)
            + "ATOM CB A ALA A 1 ? 5 0 0 0.3 1 A 1\n"
            + "ATOM CB B ALA A 1 ? 6 0 0 0.7 1 A 1\n";

    assertThat(only(text).position(0, AtomSlots.CB)[0]).isEqualTo(6);
  }

  @Test
  void readsTheFirstOfSeveralBlocks() throws IOException {
    String atoms = COLUMNS + residue("ALA", "A", 1, "?", 1, "A", 1);

    assertThat(only("data_x\n" + atoms + "#\ndata_y\n" + atoms).length()).isEqualTo(1);
  }

  @Test
  void saysInWhichLineARowIsCutOff() {
    String text = "data_x\n" + COLUMNS + residue("ALA", "A", 1, "?", 1, "A", 1) + "ATOM CB . ALA\n";

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.cif:20: the _atom_site loop ends within a row: 4 of 14 values");
  }

  @Test
  void saysWhereATextThatIsNotClosedBegins() {
    assertThatThrownBy(() -> read("data_x\n_struct.title\n;never\nclosed\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.cif:4: the file ends within the text that begins in line 3");
  }

  @Test
  void saysWhereAStringIsNotClosed() {
    assertThatThrownBy(() -> read("data_x\n_struct.title 'never closed\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.cif:2: the string that a ' opens in column 15 is not closed");
  }

  @Test
  void saysWhichColumnIsMissing() {
    assertThatThrownBy(() -> read("data_x\nloop_\n_atom_site.label_atom_id\nN\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.cif:4: the _atom_site loop has no column label_comp_id");
  }

  @Test
  void saysWhichCoordinateIsNoNumber() {
    String text = "data_x\n" + COLUMNS + "ATOM N . ALA A 1 ? 1 ? 0 1 1 A 1\n";

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.cif:17: cartn_y is no number: '?'");
  }

  private static String residue(
      String name,
      String label,
      int position,
      String insertion,
      int number,
      String author,
      int model) {
    StringBuilder text = new StringBuilder();
    double x = 4.32 * position;
    for (String atom : List.of("N", "CA", "C")) {
      text.append(
          "ATOM %s . %s %s %d %s %s 0 0 1 %d %s %d\n"
              .formatted(atom, name, label, position, insertion, x, number, author, model));
      x += 1.5;
    }
    return text.toString();
  }

  private ProteinChain only(String text) throws IOException {
    List<FoundChain> chains = read(text);
    assertThat(chains).hasSize(1);
    return chains.get(0).chain();
  }

  private List<FoundChain> read(String text) throws IOException {
    return StructureFile.read(Files.writeString(folder.resolve("x.cif"), text));
  }
}
