package dev.hydrant.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.hydrant.config.error.ConfigLoadException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
  private Path root;
  private DirectorySource source;

  @BeforeEach
  void open() throws IOException {
    FileSystem fs = Jimfs.newFileSystem(Configuration.unix());
    root = fs.getPath("/project/conf");
    Files.createDirectories(root.resolve("db"));
    Files.writeString(root.resolve("db/pg.yaml"), "port: 1\n");
    source = new DirectorySource(root, "conf", 1000);
  }

  @Test
  void a_folder_lists_its_files_and_folders() {
    assertThat(source.folder("").folders()).containsExactly("db");
    assertThat(source.folder("db").files()).containsExactly("pg.yaml");
    assertThat(source.folder("nope")).isNull();
  }

  @Test
  void an_absent_directory_is_unavailable_and_empty() {
    DirectorySource absent = new DirectorySource(root.resolve("none"), "none", 1000);
    assertThat(absent.available()).isFalse();
    assertThat(absent.folder("")).isNull();
  }

  @Test
  void nothing_is_refreshed_when_nothing_has_changed() {
    source.read("db/pg.yaml");
    source.folder("db");
    assertThat(source.refresh()).isEqualTo(source.refresh());
  }

  @Test
  void a_rewritten_file_is_read_again_even_if_size_and_time_are_the_same() throws IOException {
    source.read("db/pg.yaml");
    FileTime time = Files.getLastModifiedTime(root.resolve("db/pg.yaml"));
    long before = source.refresh();
    Files.writeString(root.resolve("db/pg.yaml"), "port: 2\n");
    Files.setLastModifiedTime(root.resolve("db/pg.yaml"), time);
    assertThat(source.refresh()).isGreaterThan(before);
    assertThat(source.read("db/pg.yaml")).isEqualTo("port: 2\n");
  }

  @Test
  void an_old_file_is_not_read_again() throws IOException {
    Path file = root.resolve("db/pg.yaml");
    FileTime old = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(file, old);
    source.read("db/pg.yaml");
    long before = source.refresh();
    Files.writeString(file, "port: 3\n");
    Files.setLastModifiedTime(file, old);
    assertThat(source.refresh()).isEqualTo(before);
  }

  @Test
  void new_and_removed_files_are_noticed() throws IOException {
    source.folder("db");
    long before = source.refresh();
    Files.writeString(root.resolve("db/new.yaml"), "");
    assertThat(source.refresh()).isGreaterThan(before);
    assertThat(source.folder("db").files()).contains("new.yaml");
    before = source.refresh();
    Files.delete(root.resolve("db/new.yaml"));
    assertThat(source.refresh()).isGreaterThan(before);
    assertThat(source.folder("db").files()).doesNotContain("new.yaml");
  }

  @Test
  void a_link_out_of_the_directory_is_refused() throws IOException {
    Files.writeString(root.resolveSibling("secret.yaml"), "key: 1\n");
    Files.createSymbolicLink(root.resolve("db/leak.yaml"), root.resolveSibling("secret.yaml"));
    assertThatThrownBy(() -> source.read("db/leak.yaml"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("symbolic link that leaves the search path 'conf'");
  }

  @Test
  void a_link_within_the_directory_is_followed() throws IOException {
    Files.createSymbolicLink(root.resolve("db/alias.yaml"), root.resolve("db/pg.yaml"));
    assertThat(source.read("db/alias.yaml")).isEqualTo("port: 1\n");
  }

  @Test
  void a_file_beyond_the_limit_is_refused() throws IOException {
    Files.writeString(root.resolve("big.yaml"), "x".repeat(1001));
    assertThatThrownBy(() -> source.read("big.yaml"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("has 1001 bytes; the limit is 1000");
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() throws IOException {
    Files.write(root.resolve("bad.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> source.read("bad.yaml"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_pipe_is_refused_instead_of_waited_for(@TempDir Path dir) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", dir + "/config.yaml").start().waitFor()).isZero();
    assertThatThrownBy(() -> new DirectorySource(dir, "conf", 1000).read("config.yaml"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("only regular files are read");
  }
}
