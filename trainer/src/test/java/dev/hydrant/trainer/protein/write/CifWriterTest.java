package dev.hydrant.trainer.protein.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.read.StructureFile;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mmCIF as output: what the reader reads back. */
class CifWriterTest {
  @TempDir Path folder;

  private static ProteinChain single(String id, float x) {
    float[] coordinates = new float[42];
    coordinates[0] = x;
    return new ProteinChain(
        id, "M", coordinates, new short[] {0b1000111}, List.of(), Source.named("x"));
  }

  @Test
  void namesEachValue() {
    assertThat(CifWriter.text(single("my chain", -12345.679f), new double[] {1.234}))
        .startsWith("data_my_chain\n#\n_entry.id 'my_chain'\n#\nloop_\n_atom_site.group_PDB\n")
        .contains("\nATOM 1 N N . MET A 1 1 ? -12345.679 0.000 0.000 1.00 1.23 1 MET A N 1\n")
        .contains("\nATOM 4 S SD . MET A 1 1 ? 0.000 0.000 0.000 1.00 1.23 1 MET A SD 1\n")
        .endsWith("\n#\n");
  }

  @Test
  void writesWhatTheReaderReads() throws IOException {
    ProteinChain chain = new ChainGenerator(9).chain(1).chain();
    Path file = Files.writeString(folder.resolve("x.cif"), CifWriter.text(chain));

    ProteinChain read = StructureFile.read(file).get(0).chain();

    assertThat(read.sequence()).isEqualTo(chain.sequence());
    assertThat(read.atoms()).isEqualTo(chain.atoms());
    for (int i = 0; i < chain.coordinates().length; i++) {
      assertThat((double) read.coordinates()[i])
          .isCloseTo(chain.coordinates()[i], within(0.000501));
    }
  }

  @Test
  void refusesWhatIsNoPlace() {
    assertThatThrownBy(() -> CifWriter.text(single("x", Float.NaN)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x: N of residue 1 lies at NaN");
  }
}
