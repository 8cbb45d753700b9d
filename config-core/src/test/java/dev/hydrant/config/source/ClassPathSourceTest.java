package dev.hydrant.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.Composer;
import dev.hydrant.config.error.ConfigLoadException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathSourceTest {
  @TempDir Path dir;

  private URL directory() throws IOException {
    Path root = dir.resolve("classes/app/conf");
    Files.createDirectories(root.resolve("db"));
    Files.writeString(root.resolve("config.yaml"), "defaults: [db: pg]\n");
    Files.writeString(root.resolve("db/pg.yaml"), "from: directory\n");
    return dir.resolve("classes").toUri().toURL();
  }

  private URL jar() throws IOException {
    Path file = dir.resolve("app.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (String folder : List.of("app/", "app/conf/", "app/conf/db/")) {
        jar.putNextEntry(new JarEntry(folder));
      }
      entry(jar, "app/conf/db/pg.yaml", "from: jar\n");
      entry(jar, "app/conf/db/lite.yaml", "from: jar\n");
      entry(jar, "app/confidential.yaml", "from: beside\n");
    }
    return file.toUri().toURL();
  }

  private static void entry(JarOutputStream jar, String name, String text) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ClassPathSource source(ClassLoader loader, String path) {
    return new ClassPathSource(path, loader, 1000);
  }

  @Test
  void resources_in_directories_and_jars_are_one_source_and_the_first_wins() throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory(), jar()}, null)) {
      ClassPathSource source = source(loader, "app.conf");
      assertThat(source.available()).isTrue();
      assertThat(source.folder("").folders()).containsExactly("db");
      assertThat(source.folder("db").files()).containsExactlyInAnyOrder("pg.yaml", "lite.yaml");
      assertThat(source.read("db/pg.yaml")).isEqualTo("from: directory\n");
      assertThat(source.read("db/lite.yaml")).isEqualTo("from: jar\n");
      assertThat(source.describe("db/lite.yaml")).contains("app.jar").endsWith("db/lite.yaml");
    }
  }

  @Test
  void slashes_and_dots_name_the_same_prefix() throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar()}, null)) {
      assertThat(source(loader, "app/conf/").path()).isEqualTo("app.conf");
      assertThat(source(loader, "app/conf/").folder("db")).isNotNull();
      assertThat(source(loader, "app.conf").folder("").files()).isEmpty();
    }
  }

  @Test
  void an_absent_prefix_is_unavailable() {
    ClassPathSource source = source(getClass().getClassLoader(), "no.such.place");
    assertThat(source.available()).isFalse();
    assertThat(source.folder("")).isNull();
    assertThatThrownBy(() -> source.read("x.yaml")).isInstanceOf(ConfigLoadException.class);
  }

  @Test
  void a_composer_reads_from_the_class_path() throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory(), jar()}, null)) {
      Composer composer =
          Composer.builder().classLoader(loader).searchPath("pkg://app.conf").build();
      assertThat(composer.compose("config").getString("db.from")).isEqualTo("directory");
      assertThat(composer.compose("config", List.of("db=lite")).getString("db.from"))
          .isEqualTo("jar");
    }
  }
}
