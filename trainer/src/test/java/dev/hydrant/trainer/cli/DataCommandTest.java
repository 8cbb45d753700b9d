package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void makesShardsAndShowsThem() throws IOException {
    Path text =
        Files.writeString(directory.resolve("my poems.txt"), "Roses are red.\n\nSo it is.\n");
    Path shards = directory.resolve("shards");

    assertThat(run("text", text, "--out", shards, "--validation-fraction=0")).isZero();
    assertThat(out.toString()).contains("2 of 2 documents").contains("my_poems_train_*.bin");

    assertThat(run("inspect", shards.resolve("my_poems_train_000000.bin"))).isZero();
    assertThat(out.toString())
        .contains("2 documents begin in it, highest id 50256")
        .contains("<|endoftext|>Roses are red.<|endoftext|>So it is.");
  }

  @Test
  void makesAndShowsShardsOfBytes() throws IOException {
    Path text = Files.writeString(directory.resolve("t.txt"), "naïve\n");
    run("text", text, "--out", directory, "--unit=bytes", "--validation-fraction=0");

    assertThat(run("inspect", "--unit=bytes", directory.resolve("t_train_000000.bin"))).isZero();
    assertThat(out.toString()).contains("[258, 110, 97, 195, 175, 118, 101]").contains("naïve");
  }

  @Test
  void showsWhatTokensAreByTheRecordBesideThemOrByTheirIds() throws IOException {
    Path text = Files.writeString(directory.resolve("t.txt"), "naïve\n");
    run("text", text, "--out", directory, "--unit=bytes", "--validation-fraction=0");
    Path shard = directory.resolve("t_train_000000.bin");
    assertThat(run("inspect", shard)).isZero();
    assertThat(out.toString()).contains("7 tokens (bytes), 1 documents").contains("naïve");
    Path alone = Files.createDirectories(directory.resolve("alone")).resolve("x.bin");
    Files.copy(shard, alone);
    assertThat(run("inspect", alone)).isZero();
    assertThat(out.toString()).contains("x.bin: 7 tokens (bytes)");
  }

  @Test
  void saysWhichValuesAnOptionTakes() {
    assertThat(run("text", "x.txt", "--documents=word")).isEqualTo(2);
    assertThat(err.toString()).contains("paragraph, line, tsv, file").contains("'word'");
  }

  @Test
  void refusesNumbersAndNamesThatMakeNoSense() {
    assertThat(run("text", "x.txt", "--validation-fraction=1")).isEqualTo(2);
    assertThat(run("text", "x.txt", "--tokens-per-shard=0")).isEqualTo(2);
    assertThat(run("text", "x.txt", "--name=a/b")).isEqualTo(2);
    assertThat(run("inspect")).isEqualTo(2);
    assertThat(err.toString())
        .contains("must be in [0, 1), got 1.0")
        .contains("at least 1, got 0")
        .contains("'a/b'")
        .contains("SHARD");
  }

  private int run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return new CommandLine(new DataCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
