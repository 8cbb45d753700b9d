package dev.hydrant.trainer.protein.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProteinShardTest {
  private static final List<ProteinChain> CHAINS =
      IntStream.range(0, 100).mapToObj(i -> new ChainGenerator(5).chain(i).chain()).toList();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void namesTheFile() {
    file = folder.resolve("all.hps");
  }

  @Test
  void givesBackWhatWasWritten() throws IOException {
    write(Precision.EXACT);
    ProteinShard shard = ProteinShard.open(file);

    assertThat(shard.size()).isEqualTo(100);
    assertThat(shard.residues()).isEqualTo(CHAINS.stream().mapToLong(ProteinChain::length).sum());
    for (int i = 99; i >= 0; i--) {
      ProteinChain read = shard.get(i);
      ProteinChain written = CHAINS.get(i);
      assertThat(shard.length(i)).isEqualTo(written.length());
      assertThat(read.id()).isEqualTo(written.id());
      assertThat(read.sequence()).isEqualTo(written.sequence());
      assertThat(read.atoms()).isEqualTo(written.atoms());
      assertThat(read.coordinates()).isEqualTo(written.coordinates());
      assertThat(read.source()).isEqualTo(written.source());
    }
    shard.verify();
  }

  @Test
  void keepsPositionsToHalfAHundredthWhereItIsCompact() throws IOException {
    write(Precision.EXACT);
    long exact = Files.size(file);
    write(Precision.COMPACT);
    ProteinShard shard = ProteinShard.open(file);

    assertThat(Files.size(file)).isLessThan(exact * 6 / 10);
    float[] read = shard.get(17).coordinates();
    float[] written = CHAINS.get(17).coordinates();
    for (int i = 0; i < read.length; i++) {
      assertThat((double) read[i]).isCloseTo(written[i], within(0.00501));
    }
  }

  @Test
  void keepsChainsThatAreTooWideForStepsExactly() throws IOException {
    ProteinChain wide = chain(0, 700.123f);
    try (ProteinShardWriter writer = new ProteinShardWriter(file, Precision.COMPACT)) {
      writer.add(wide);
      writer.publish();
    }

    assertThat(ProteinShard.open(file).get(0).coordinates()).isEqualTo(wide.coordinates());
  }

  @Test
  void givesTheSameBytesForTheSameChains() throws IOException {
    write(Precision.EXACT);
    byte[] first = Files.readAllBytes(file);
    write(Precision.EXACT);

    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Test
  void leavesTheOldFileAndNothingElseIfItIsClosedBeforeItIsWhole() throws IOException {
    Files.writeString(file, "old");
    try (ProteinShardWriter writer = new ProteinShardWriter(file, Precision.EXACT)) {
      writer.add(CHAINS.get(0));
      assertThat(Files.readString(file)).isEqualTo("old");
    }

    assertThat(Files.readString(file)).isEqualTo("old");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void holdsNoChainsIfNoneWereWritten() throws IOException {
    try (ProteinShardWriter writer = new ProteinShardWriter(file, Precision.EXACT)) {
      writer.publish();
    }
    ProteinShard shard = ProteinShard.open(file);

    assertThat(shard.size()).isZero();
    shard.verify();
    assertThatThrownBy(() -> shard.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, has 0 bytes", "100, has 100 bytes", "5000, should have"})
  void refusesATruncatedFile(int length, String message) throws IOException {
    write(Precision.EXACT);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

    assertThatThrownBy(() -> ProteinShard.open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all.hps " + message)
        .hasMessageContaining("truncated or damaged");
  }

  @Test
  void refusesAnotherKindOfFileAndAnotherVersion() throws IOException {
    Files.write(file, new byte[1000]);
    assertThatThrownBy(() -> ProteinShard.open(file)).hasMessageContaining("is no protein shard");
    write(Precision.EXACT);
    change(8, 2);
    assertThatThrownBy(() -> ProteinShard.open(file)).hasMessageContaining("is of version 2");
  }

  @Test
  void findsChangedBytes() throws IOException {
    write(Precision.EXACT);
    change(20, 77);
    assertThatThrownBy(() -> ProteinShard.open(file)).hasMessageContaining("a damaged header");
    write(Precision.EXACT);
    change((int) Files.size(file) - 3, 77);
    assertThatThrownBy(() -> ProteinShard.open(file)).hasMessageContaining("a damaged index");
    write(Precision.EXACT);
    change(1000, 77);
    ProteinShard shard = ProteinShard.open(file);
    assertThatThrownBy(() -> shard.get(0)).hasMessageContaining("damaged bytes in chain 0");
    assertThatThrownBy(shard::verify).hasMessageContaining("SHA-256");
    assertThat(shard.get(99).id()).isEqualTo("gen_000099");
  }

  @Test
  void saysThatAFileHasChangedWhileItWasInUse() throws IOException {
    write(Precision.EXACT);
    ProteinShard shard = ProteinShard.open(file);
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(4096);
    }

    assertThatThrownBy(() -> shard.get(90))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has changed while it was in use");
  }

  private void write(Precision precision) throws IOException {
    try (ProteinShardWriter writer = new ProteinShardWriter(file, precision)) {
      for (ProteinChain chain : CHAINS) {
        writer.add(chain);
      }
      assertThat(writer.chains()).isEqualTo(100);
      writer.publish();
    }
  }

  private void change(int at, int value) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] = (byte) (bytes[at] == value ? value + 1 : value);
    Files.write(file, bytes);
  }

  private static ProteinChain chain(float from, float to) {
    float[] coordinates = new float[42];
    coordinates[0] = from;
    coordinates[3] = to;
    return new ProteinChain(
        "w", "A", coordinates, new short[] {0b111}, List.of(), Source.named("w"));
  }
}
