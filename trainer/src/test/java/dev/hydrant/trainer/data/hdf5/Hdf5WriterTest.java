package dev.hydrant.trainer.data.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5WriterTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("new/x.h5");
  }

  @Test
  void writesWhatIsReadAgain() {
    Random random = new Random(2);
    for (int round = 0; round < 20; round++) {
      int[] shape = new int[random.nextInt(1, 4)];
      int count = 1;
      long[] wide = new long[shape.length];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = random.nextInt(1, 40);
        wide[i] = shape[i];
        count *= shape[i];
      }
      float[] floats = new float[count];
      double[] doubles = random.doubles(count).toArray();
      long[] longs = random.longs(count).toArray();
      int[] ints = random.ints(count).toArray();
      for (int i = 0; i < count; i++) {
        floats[i] = random.nextFloat();
      }
      Hdf5Writer.create(file)
          .dataset("/a/floats", floats, shape)
          .dataset("/a/b/doubles", doubles, shape)
          .dataset("longs", longs, shape)
          .dataset("ints", ints, shape)
          .finish();
      try (Hdf5File in = Hdf5File.open(file)) {
        assertThat(in.dataset("/a/floats").floats()).isEqualTo(floats);
        assertThat(in.dataset("/a/floats").shape()).isEqualTo(wide);
        assertThat(in.dataset("/a/b/doubles").doubles()).isEqualTo(doubles);
        assertThat(in.dataset("longs").longs()).isEqualTo(longs);
        assertThat(in.dataset("ints").ints()).isEqualTo(ints);
      }
    }
  }

  @Test
  void writesTextsAndAttributes() {
    Hdf5Writer.create(file)
        .dataset("names", "Zoë", "b", "")
        .dataset("/g/h/x", new int[1])
        .attribute("names", "axes", "N", "D")
        .attribute("/", "version", 3)
        .attribute("/g", "scale", .5, 2)
        .attribute("/g", "note", "two words")
        .finish();
    try (Hdf5File in = Hdf5File.open(file)) {
      assertThat(in.dataset("names").texts()).containsExactly("Zoë", "b", "");
      assertThat(in.attributes("names").texts("axes").orElseThrow()).containsExactly("N", "D");
      assertThat(in.attributes("/").number("version")).contains(3.0);
      assertThat(in.attributes("/g").numbers("scale").orElseThrow()).containsExactly(.5, 2);
      assertThat(in.attributes("/g").text("note")).contains("two words");
      assertThat(in.list("/g/h")).containsExactly("x");
    }
  }

  @Test
  void writesAnyTreeWithAttributesAnywhere() {
    Random random = new Random(12);
    for (int round = 0; round < 30; round++) {
      Map<String, Integer> datasets = new TreeMap<>();
      Map<String, String> attributes = new TreeMap<>();
      Hdf5Writer out = Hdf5Writer.create(file);
      for (int i = 0; i < 12; i++) {
        String folder = "/g" + random.nextInt(3) + (random.nextBoolean() ? "" : "/h" + i % 2);
        String name = folder + "/x" + i;
        out.dataset(name, new int[] {i});
        datasets.put(name, i);
        for (String path : new String[] {name, folder, "/"}) {
          if (random.nextInt(3) == 0) {
            String text = "y".repeat(random.nextInt(1, 300));
            out.attribute(path, "note", text);
            attributes.put(path, text);
          }
        }
      }
      out.finish();

      try (Hdf5File in = Hdf5File.open(file)) {
        assertThat(in.datasets()).containsExactlyElementsOf(datasets.keySet());
        datasets.forEach((name, i) -> assertThat(in.dataset(name).ints()).containsExactly(i));
        attributes.forEach(
            (path, text) -> assertThat(in.attributes(path).text("note")).contains(text));
      }
    }
  }

  @Test
  void compressesLargeTables() throws IOException {
    Hdf5Writer.create(file).dataset("x", new float[1_000_000], 10_000, 100).finish();

    assertThat(Files.size(file)).isLessThan(100_000);
    try (Hdf5File in = Hdf5File.open(file)) {
      assertThat(in.dataset("x").floats(9_999, 1)).containsOnly(0).hasSize(100);
    }
  }

  @Test
  void leavesTheOldFileAndNothingElseWhereItFails() throws IOException {
    Hdf5Writer.create(file).dataset("x", new int[100]).finish();
    byte[] old = Files.readAllBytes(file);
    String tooLong = "n".repeat(70_000); // more than a header holds
    Hdf5Writer fails =
        Hdf5Writer.create(file).dataset("y", new int[2]).dataset(tooLong, new int[2]);

    assertThatThrownBy(fails::finish).isInstanceOf(RuntimeException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(old);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void replacesALongerFileWithoutItsTail() throws IOException {
    double[] noise = new Random(1).doubles(5000).toArray();
    Hdf5Writer.create(file).dataset("x", noise).finish();
    long before = Files.size(file);
    Hdf5Writer.create(file).dataset("x", new int[1]).finish();

    assertThat(Files.size(file)).isLessThan(before / 4);
  }

  @Test
  void refusesWhatTheFormatCannotHold() {
    Hdf5Writer out = Hdf5Writer.create(file);
    out.dataset("g/x", new int[1]);
    assertThatThrownBy(() -> out.attribute("g", "registry", "x".repeat(70_000)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the attribute registry of g has 70,000 bytes")
        .hasMessageContaining("Write it as a dataset");
    assertThatThrownBy(() -> out.dataset("none", new float[0], 0, 3))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none would be empty");
    assertThatThrownBy(() -> out.attribute("g", "none", new String[0]))
        .hasMessageContaining("the attribute none of g is empty");
    assertThatThrownBy(() -> out.dataset("x", new int[3], 2, 2))
        .hasMessageContaining("3 values are not of the shape [2, 2]");
    out.dataset("x", new int[1]);
    assertThatThrownBy(() -> out.dataset("x", new int[1])).hasMessageContaining("before");
    assertThatThrownBy(() -> out.dataset("x/y", new int[1])).hasMessageContaining("a dataset");
    assertThatThrownBy(() -> out.attribute("h", "a", 1)).hasMessageContaining("no group");
  }

  @Test
  void keepsAnAttributeOfTheLargestSizeReadable() {
    String text = "x".repeat(57_900);
    Hdf5Writer.create(file)
        .dataset("g/x", new int[1])
        .attribute("g", "a_name_of_some_length", text)
        .finish();
    try (Hdf5File in = Hdf5File.open(file)) {
      assertThat(in.attributes("g").text("a_name_of_some_length")).contains(text);
    }
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "");

    assertThatThrownBy(
            () -> Hdf5Writer.create(blocked.resolve("x.h5")).dataset("x", new int[1]).finish())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Cannot write " + blocked.resolve("x.h5"));
  }
}
