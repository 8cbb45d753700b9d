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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdbWriterTest {
  @TempDir Path folder;

  @Test
  void putsEachValueIntoItsColumns() {
    float[] coordinates = new float[42];
    coordinates[0] = -12.3456f;
    coordinates[1] = 0.0004f;
    coordinates[2] = 1234.5f;
    ProteinChain chain =
        new ProteinChain(
            "x", "M", coordinates, new short[] {0b1000111}, List.of(), Source.named("x"));

    assertThat(PdbWriter.text(chain, new double[] {1.234}))
        .isEqualTo(
            """
            ATOM      1  N   MET A   1     -12.346   0.000\
            1234.500  1.00  1.23           N
            ATOM      2  CA  MET A   1       0.000   0.000\
               0.000  1.00  1.23           C
            ATOM      3  C   MET A   1       0.000   0.000\
               0.000  1.00  1.23           C
            ATOM      4  SD  MET A   1       0.000   0.000\
               0.000  1.00  1.23           S
            TER       5      MET A   1
            END
            """);
  }

  @Test
  void writesWhatTheReaderReads() throws IOException {
    ProteinChain chain = new ChainGenerator(9).chain(1).chain();
    Path file = Files.writeString(folder.resolve("x.pdb"), PdbWriter.text(chain));

    ProteinChain read = StructureFile.read(file).get(0).chain();

    assertThat(read.sequence()).isEqualTo(chain.sequence());
    assertThat(read.atoms()).isEqualTo(chain.atoms());
    for (int i = 0; i < chain.coordinates().length; i++) {
      assertThat((double) read.coordinates()[i])
          .isCloseTo(chain.coordinates()[i], within(0.000501));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, '   1'",
    "9999, 4, 9999",
    "10000, 4, A000",
    "1223055, 4, ZZZZ",
    "1223056, 4, a000",
    "99999, 5, 99999",
    "100000, 5, A0000"
  })
  void numbersOnInLettersWhereColumnsEnd(int number, int width, String expected) {
    assertThat(HybridField.of(number, width)).isEqualTo(expected);
  }

  @Test
  void keepsLargeBFactorsInTheirColumns() {
    ProteinChain chain = new ChainGenerator(9).chain(1).chain();
    double[] factors = new double[chain.length()];
    factors[0] = 5000;

    assertThat(PdbWriter.text(chain, factors).lines().findFirst().orElseThrow())
        .hasSize(78)
        .contains("1.00999.99");
  }

  @ParameterizedTest
  @CsvSource({"-1000", "10000", "NaN"})
  void refusesPositionsThatDoNotFit(float value) {
    float[] coordinates = new float[42];
    coordinates[3] = value;
    ProteinChain chain =
        new ProteinChain("x", "A", coordinates, new short[] {0b111}, List.of(), Source.named("x"));

    assertThatThrownBy(() -> PdbWriter.text(chain))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x: CA of residue 1 lies at");
  }
}
