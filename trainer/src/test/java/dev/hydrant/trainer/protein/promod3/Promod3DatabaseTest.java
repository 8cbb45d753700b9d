package dev.hydrant.trainer.protein.promod3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Promod3DatabaseTest {
  @TempDir Path folder;

  @Test
  void readsEntriesAtTheirPlaces() throws IOException {
    Promod3Database database = Promod3Database.open(write(Promod3File.bytes()));

    assertThat(database.size()).isEqualTo(2);
    assertThat(database.length(1)).isEqualTo(2);
    assertThat(database.chainName(1)).isEqualTo("B");
    ProteinChain chain = database.get(1);
    assertThat(chain.id()).isEqualTo("2XYZ_B");
    assertThat(chain.sequence()).isEqualTo("DE");
    assertThat(chain.atoms()).containsExactly((short) 0b10111, (short) 0b10111);
    // residue 4 of all: N, CA, C, O at 4·12 + 0, 3, 6, 9 hundredths
    assertThat(chain.position(1, AtomSlots.N)[0]).isCloseTo(0.48, within(1e-6));
    assertThat(chain.position(1, AtomSlots.O)[2]).isCloseTo(0.59, within(1e-6));
    assertThat(chain.source().file()).isEqualTo("structure_db.dat");
  }

  @Test
  void refusesAFileOfAnotherVersion() throws IOException {
    byte[] bytes = Promod3File.bytes();
    bytes[4] = 3;

    assertThatThrownBy(() -> Promod3Database.open(write(bytes)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("differs in byte 4");
    assertThatThrownBy(() -> Promod3Database.open(write(new byte[0])))
        .hasMessageContaining("differs in byte 0");
  }

  @Test
  void refusesATruncatedFileWhereverItIsCut() throws IOException {
    byte[] whole = Promod3File.bytes();
    for (int length = 77; length < whole.length; length++) {
      Path file = write(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Promod3Database.open(file))
          .as("cut to %d", length)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("truncated or damaged");
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("structure_db.dat"), bytes);
  }
}
