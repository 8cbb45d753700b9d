package dev.hydrant.trainer.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log on a disk of 4 kB that fills, and in a directory that vanishes. */
class LineFileTest {
  private FileSystem disk;
  private Path file;
  private final List<String> lines = new ArrayList<>();
  private LineFile log;

  @BeforeEach
  void opens() throws IOException {
    disk =
        Jimfs.newFileSystem(
            Configuration.unix().toBuilder().setBlockSize(16).setMaxSize(4096).build());
    file = disk.getPath("/run/metrics.jsonl");
    log = new LineFile(file, () -> lines);
    log.rewrite();
  }

  @AfterEach
  void closes() throws IOException {
    disk.close();
  }

  private void add(int n) {
    for (int i = 0; i < n; i++) {
      lines.add("a line that is number " + lines.size());
      log.add(lines.get(lines.size() - 1));
    }
  }

  @Test
  void what_a_full_disk_refuses_is_written_when_there_is_room() throws IOException {
    add(2);
    Path filler = disk.getPath("/filler");
    Files.write(filler, new byte[3900]);
    add(30);
    assertThat(Files.readAllLines(file).size()).isLessThan(30);
    Files.delete(filler);
    add(10);
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
    log.close();
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
  }

  @Test
  void closing_is_the_last_chance() throws IOException {
    Path filler = disk.getPath("/filler");
    Files.write(filler, new byte[4080]);
    add(8);
    Files.delete(filler);
    log.close();
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
  }

  @Test
  void a_directory_that_vanishes_is_made_again_with_all_lines() throws IOException {
    add(3);
    Files.delete(file);
    Files.delete(file.getParent());
    add(1);
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
    add(1);
    assertThat(Files.readAllLines(file)).isEqualTo(lines);
  }
}
