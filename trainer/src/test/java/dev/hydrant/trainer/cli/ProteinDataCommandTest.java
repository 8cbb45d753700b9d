package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.protein.promod3.Promod3File;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.shard.ProteinShard;
import dev.hydrant.trainer.protein.write.PdbWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hydrant data proteins}, typed as a user does. */
class ProteinDataCommandTest {
  @TempDir Path dir;
  private Path pdb;
  private Path out;

  @BeforeEach
  void structures() throws IOException {
    pdb = Files.createDirectory(dir.resolve("pdb"));
    out = dir.resolve("set");
    Files.writeString(pdb.resolve("good.pdb"), structure(0));
    try (OutputStream zipped =
        new GZIPOutputStream(Files.newOutputStream(pdb.resolve("zipped.ent.gz")))) {
      zipped.write(structure(1).getBytes(StandardCharsets.US_ASCII));
    }
    Files.writeString(pdb.resolve("cut.pdb"), structure(2).substring(0, 50));
    Files.writeString(pdb.resolve("notes.txt"), "no structure");
  }

  private static String structure(int i) {
    return PdbWriter.text(new ChainGenerator(1).chain(i).chain());
  }

  private static Seen run(Object... words) {
    List<String> args = new ArrayList<>(List.of("data", "proteins"));
    Stream.of(words).forEach(w -> args.add(w.toString()));
    return Seen.run(args.toArray(String[]::new));
  }

  @Test
  void files_become_a_data_set_and_what_is_left_out_is_listed() throws IOException {
    Seen seen = run(pdb, "--out", out);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out())
        .contains("2 chains of ", "all atoms   in 2 chains", "left out    1: unreadable 1")
        .contains("cut.pdb: unreadable, cut.pdb:1: the line ends in column 50")
        .contains("training.data_dir=" + out);
    assertThat(Files.readAllLines(out.resolve("index.csv"))).hasSize(3);
    assertThat(out.resolve("json/zipped_A.json")).isNotEmptyFile();
    try (ProteinShard shard = ProteinShard.open(out.resolve("proteins.hps"))) {
      String sequence = new ChainGenerator(1).chain(0).chain().sequence();
      assertThat(shard.get(0).sequence()).isEqualTo(sequence);
    }
  }

  @Test
  void a_data_set_is_replaced_with_force_and_other_directories_never_are() throws IOException {
    assertThat(run(pdb, "--out", out).code()).isZero();
    Seen again = run(pdb, "--out", out);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("is there already", "--force");
    assertThat(run(pdb, "--out", out, "--force").code()).isZero();

    Seen own = run(pdb, "--out", pdb, "--force");
    assertThat(own.code()).isEqualTo(2);
    assertThat(own.err()).contains("no data set that this command has made (it holds cut.pdb)");
    assertThat(pdb.resolve("good.pdb")).exists();
  }

  @Test
  void the_database_of_promod3_is_read_and_its_faulty_chains_are_named() throws IOException {
    Path database = Files.write(dir.resolve("structure_db.dat"), Promod3File.bytes());
    Seen seen = run("--promod3", database, "--out", out, "--min-length=1");
    assertThat(seen.code()).isEqualTo(1);
    assertThat(seen.err()).contains("No chain passes the rules", "1ABC A: geometry, 6 bonds");
    assertThat(out).doesNotExist();

    Files.write(database, new byte[] {1, 2, 3});
    Seen damaged = run("--promod3", database, "--out", out);
    assertThat(damaged.code()).isEqualTo(1);
    assertThat(damaged.err()).contains(database.toString()).doesNotContain("should not");
  }

  @Test
  void generated_chains_are_labelled_as_such() {
    Seen seen = run("--generate=5", "--seed=3", "--out", out);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("5 chains", "generated", "no real proteins (seed 3)");
    assertThat(out.resolve("json")).doesNotExist();
    assertThat(run("--generate=5", "--json", "--out", out, "--force").code()).isZero();
    assertThat(out.resolve("json")).isDirectory();
  }

  /** 27: folders, or similar sequences, are set aside as a whole. */
  @Test
  void groups_are_set_aside_for_validation() throws IOException {
    for (String group : new String[] {"a", "b"}) {
      Path folder = Files.createDirectories(dir.resolve("groups").resolve(group));
      for (int i = 0; i < 2; i++) {
        Files.writeString(folder.resolve(group + i + ".pdb"), structure(group.equals("a") ? 0 : 1));
      }
    }
    for (String by : new String[] {"folder", "family"}) {
      Path made = dir.resolve(by);
      Seen seen = run(dir.resolve("groups"), "--split=" + by, "--out", made);
      assertThat(seen.code()).as(seen.err()).isZero();
      assertThat(seen.out())
          .contains("2 chains for validation, whole groups of 2 by " + by, "+training.split=file");
      List<String> lines = Files.readAllLines(made.resolve("split.csv"));
      assertThat(lines).hasSize(5).startsWith("chain,family,part");
      assertThat(lines.stream().filter(l -> l.startsWith("a") && l.endsWith("train")).count())
          .isIn(0L, 2L);
    }
    assertThat(run("--generate=3", "--split=folder", "--out", out).err())
        .contains("group them by family");
  }

  @Test
  void rules_reach_the_import() throws IOException {
    Files.writeString(pdb.resolve("twin.pdb"), structure(0));
    Seen seen = run(pdb, "--out", out, "--dedup=exact", "--incomplete=reject", "--strict");
    assertThat(seen.out()).contains("duplicate sequence 1");
    assertThat(Files.readString(out.resolve("report.json")))
        .contains("\"unique\" : true", "\"strict\" : true", "\"incomplete\" : \"reject\"");
  }

  @Test
  void what_makes_no_sense_is_refused_in_a_line_or_two() {
    String[][] wrong = {
      {"what is to be read?"},
      {"exclude each other", pdb.toString(), "--generate=3"},
      {"--limit is for --promod3", pdb.toString(), "--limit=3"},
      {"expected one of split, reject, keep, got 'cut'", pdb.toString(), "--breaks=cut"},
      {"1 <= min <= max, got 9 and 5", pdb.toString(), "--min-length=9", "--max-length=5"},
      {"--threads must be at least 1", pdb.toString(), "--threads=0"},
      {"--generate must be at least 1", "--generate=0"},
      {"Did you mean '--strict'?", pdb.toString(), "--strickt"}
    };
    for (String[] words : wrong) {
      Seen seen = run(Stream.of(words).skip(1).toArray());
      assertThat(seen.code()).as(words[0]).isEqualTo(2);
      assertThat(seen.err()).contains(words[0]).doesNotContain("\tat ");
    }
    Seen missing = run(dir.resolve("nowhere"), "--out", out);
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("There is no file or folder " + dir.resolve("nowhere"));
  }
}
