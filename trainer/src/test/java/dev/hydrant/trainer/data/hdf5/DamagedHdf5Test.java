package dev.hydrant.trainer.data.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedHdf5Test {
  @TempDir Path folder;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("x.h5");
    float[] values = new float[2048];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7;
    }
    Hdf5Writer.create(file).dataset("/g/x", values, 64, 32).attribute("/g", "unit", "m").finish();
    whole = Files.readAllBytes(file);
  }

  private void readAll() {
    try (Hdf5File f = Hdf5File.open(file)) {
      for (String name : f.datasets()) {
        assertThat(f.dataset(name).floats()).hasSize(2048);
      }
      f.attributes("/g").text("unit");
    }
  }

  @Test
  void isReportedWhereverTheFileIsCut() throws IOException {
    readAll();
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::readAll)
          .as("cut after %d of %d bytes", length, whole.length)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("x.h5")
          .hasMessageContaining("Copy it again");
    }
  }

  @Test
  void neverFailsInAnotherWayThanByItsMessageWhateverBitIsWrong() throws IOException {
    Random random = new Random(1);
    for (int round = 0; round < 150; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= 1; // a size stays small enough to be allocated
      Files.write(file, damaged);
      Throwable thrown = catchThrowable(this::readAll);
      if (thrown != null && !(thrown instanceof AssertionError)) {
        assertThat(thrown).isInstanceOf(DataException.class).hasMessageContaining("x.h5");
      }
    }
  }

  @Test
  void saysWhatIsNoSuchFileAtAll() throws IOException {
    Files.writeString(file, "a,b\n1,2\n");
    assertThatThrownBy(() -> Hdf5File.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.h5 is no HDF5 file");
    assertThatThrownBy(() -> Hdf5File.open(folder.resolve("none.h5")))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> Hdf5File.open(folder)).hasMessageContaining("it is a directory");
  }
}
