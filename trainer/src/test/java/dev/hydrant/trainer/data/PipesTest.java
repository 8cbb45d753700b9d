package dev.hydrant.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.hdf5.Hdf5File;
import dev.hydrant.trainer.data.npy.NpyArray;
import dev.hydrant.trainer.data.npy.NpzFile;
import dev.hydrant.trainer.data.tokens.TokenShard;
import dev.hydrant.trainer.mixture.experiment.ExperimentConfig;
import dev.hydrant.trainer.protein.inference.TokenFile;
import dev.hydrant.trainer.protein.read.StructureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whoever opens a pipe waits for its writer: a file that is none is refused before. */
@DisabledOnOs(OS.WINDOWS)
class PipesTest {
  @TempDir Path dir;

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_pipe_is_refused_by_every_reader_of_data() throws IOException, InterruptedException {
    Map<String, Consumer<Path>> readers = new LinkedHashMap<>();
    readers.put("x.npy", NpyArray::open);
    readers.put("x.npz", NpzFile::open);
    readers.put("x.h5", Hdf5File::open);
    readers.put("x.bin", TokenShard::open);
    readers.put("x.pdb", StructureFile::read);
    readers.put("x.cif.gz", StructureFile::read);
    readers.put("x.txt", TextFiles::read);
    readers.put("x.jsonl", file -> TokenFile.read(file, 9));
    readers.put("x.json", ExperimentConfig::fromJson);
    for (Map.Entry<String, Consumer<Path>> e : readers.entrySet()) {
      Path pipe = dir.resolve(e.getKey());
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      assertThatThrownBy(() -> e.getValue().accept(pipe))
          .as(e.getKey())
          .isInstanceOf(DataException.class)
          .hasMessageContaining("it is a pipe or a device");
    }
  }
}
