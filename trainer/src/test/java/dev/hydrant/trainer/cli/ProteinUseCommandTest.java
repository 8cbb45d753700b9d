package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.protein.measure.Reconstruction;
import dev.hydrant.trainer.protein.read.ChainNaming;
import dev.hydrant.trainer.protein.read.StructureFile;
import dev.hydrant.trainer.protein.shard.ProteinShard;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hydrant protein reconstruct|encode|decode} on runs that were trained a little. */
class ProteinUseCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path dir;
  private static Path data;
  private static Path first;
  private static Path second;

  @BeforeAll
  static void trainsTwoStages() throws IOException {
    Path conf = dir.resolve("conf");
    ShippedConfigs.copyTo(conf);
    data = dir.resolve("data");
    assertThat(Seen.run("data", "proteins", "--generate=6", "--out=" + data).code()).isZero();
    first = dir.resolve("first");
    second = dir.resolve("second");
    train(conf, "odyssey/fsq_stage1", first);
    train(
        conf,
        "odyssey/fsq_stage2",
        second,
        "model.block_type=self_attention",
        "~model.block_params",
        "model.fsq.encoder_path=" + first);
  }

  private static void train(Path conf, String name, Path run, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "--config-path=" + conf,
                "--config-name=" + name,
                "hydra.run.dir=" + run,
                "training.data_dir=" + data,
                "training.checkpoint_dir=" + dir.resolve("links"),
                "training.max_epochs=1",
                "training.checkpoint_dir=null",
                "+training.length_buckets=2",
                "model.d_model=8",
                "model.n_layers=1",
                "model.max_len=64",
                "model.fsq.levels=[3,3]",
                "torch_compile=false"));
    args.addAll(List.of(more));
    Seen seen = Seen.run(args.toArray(String[]::new));
    assertThat(seen.code()).as(seen.err()).isZero();
  }

  /** A mean squared distance is no cross entropy. */
  @Test
  void evaluationsHaveTheirUnits() {
    Seen seen = Seen.run("evaluate", first.toString());
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).containsPattern("(?m)^rmsd +[0-9.]+ Å$").doesNotContain("nats");
  }

  /** I1: what stage 1 exports is an encoder, too. */
  @Test
  void exportsServeAsEncoders() throws IOException {
    Path exported = dir.resolve("exported");
    assertThat(Seen.run("export", first.toString(), "--out=" + exported).code()).isZero();
    Path third = dir.resolve("third");
    train(
        dir.resolve("conf"),
        "odyssey/fsq_stage2",
        third,
        "model.block_type=self_attention",
        "~model.block_params",
        "model.fsq.encoder_path=" + exported.resolve("model.safetensors"));
    assertThat(protein("encode", third, data).out())
        .isNotEmpty()
        .isEqualTo(protein("encode", first, data).out());
  }

  private static Seen protein(Object... words) {
    List<String> args = new ArrayList<>(List.of("protein"));
    Stream.of(words).forEach(w -> args.add(w.toString()));
    return Seen.run(args.toArray(String[]::new));
  }

  private static List<ProteinChain> chains() {
    List<ProteinChain> chains = new ArrayList<>();
    try (ProteinShard shard = ProteinShard.open(data.resolve("proteins.hps"))) {
      for (long i = 0; i < shard.size(); i++) {
        chains.add(shard.get(i));
      }
    }
    return chains;
  }

  @Test
  void reconstructionsAreComparedWrittenAndDrawn() throws IOException {
    Path out = dir.resolve("rec");
    Seen seen = protein("reconstruct", first, data, "--out", out, "--pictures=2");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out()).contains("gen_000000", "RMSD   median ", " of 9 in use", "index.html");
    List<String> table = Files.readAllLines(out.resolve("reconstructions.csv"));
    assertThat(table).hasSize(7);
    assertThat(table.get(0)).isEqualTo("chain,residues,rmsd,tm,lddt");
    assertThat(out.resolve("gen_000001.png")).isNotEmptyFile();
    assertThat(out.resolve("gen_000001_errors.png")).isNotEmptyFile();
    assertThat(out.resolve("gen_000002.png")).doesNotExist();
    assertThat(out.resolve("ramachandran.png")).isNotEmptyFile();
    assertThat(Files.readString(out.resolve("index.html"))).contains("gen_000005.pdb");

    // The files hold what the table says: the PDB against the target, the mean of the B factors.
    ProteinChain target = chains().get(0);
    ProteinChain made = read(out.resolve("gen_000000.pdb"));
    double rmsd = Double.parseDouble(table.get(1).split(",")[2]);
    double[] points = new double[made.length() * 9];
    for (int i = 0; i < points.length / 3; i++) {
      System.arraycopy(made.position(i / 3, i % 3), 0, points, 3 * i, 3);
    }
    ProteinChain cut = target.part(target.id(), 0, made.length());
    assertThat(Reconstruction.of(cut, points, 3, Reconstruction.BACKBONE).rmsd())
        .isCloseTo(rmsd, within(0.002));
    double squares =
        Files.readAllLines(out.resolve("gen_000000.pdb")).stream()
            .filter(l -> l.startsWith("ATOM"))
            .mapToDouble(l -> Double.parseDouble(l.substring(60, 66)))
            .map(b -> b * b)
            .average()
            .orElseThrow();
    assertThat(Math.sqrt(squares)).isCloseTo(rmsd, within(0.02));
  }

  private static ProteinChain read(Path file) {
    return StructureFile.read(file, "x", ChainNaming.AUTH).get(0).chain();
  }

  @Test
  void theSecondStageMakesAllAtoms() throws IOException {
    Path out = dir.resolve("rec2");
    Seen seen = protein("reconstruct", second, data, "--out", out, "--limit=1", "--pictures=0");
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(read(out.resolve("gen_000000.pdb")).isAllAtom()).isTrue();
  }

  @Test
  void tokensAreTheSameForEveryStageAndDecodeToTheReconstruction() throws IOException {
    Path tokens = dir.resolve("tokens.jsonl");
    Seen seen = protein("encode", second, data, "--out", tokens);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.err()).contains("6 chains", " of 9 codes in use");
    JsonNode line = JSON.readTree(Files.readAllLines(tokens).get(0));
    assertThat(line.path("sequence").asText()).isEqualTo(chains().get(0).sequence());
    assertThat(line.path("tokens")).hasSize(chains().get(0).length());
    assertThat(protein("encode", first, data).out()).isEqualTo(Files.readString(tokens));

    Path decoded = dir.resolve("decoded");
    assertThat(protein("decode", second, tokens, "--out", decoded).code()).isZero();
    Path made = dir.resolve("rec3");
    assertThat(protein("reconstruct", second, data, "--out", made, "--pictures=0").code()).isZero();
    ProteinChain a = read(decoded.resolve("gen_000003.pdb"));
    ProteinChain b = read(made.resolve("gen_000003.pdb"));
    double[] points = new double[a.length() * 14 * 3];
    for (int i = 0; i < points.length; i++) {
      points[i] = a.coordinates()[i];
    }
    assertThat(Reconstruction.of(b, points, 14, Reconstruction.ALL_ATOMS).rmsd())
        .isCloseTo(0, within(0.01));
  }

  @Test
  void tokensAreWrittenAsFasta() {
    Seen seen = protein("encode", first, data, "--format=fasta", "--limit=2");
    List<String> lines = seen.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo(">gen_000000");
    assertThat(lines.get(1)).matches("\\d( \\d)+");
  }

  @Test
  void wrongTokensAndRunsAreSaid() throws IOException {
    String line = "\n{\"sequence\":\"AC\",\"tokens\":[1,9]}\n";
    Path bad = Files.writeString(dir.resolve("bad.jsonl"), line);
    Seen token = protein("decode", first, bad, "--out", dir.resolve("none"));
    assertThat(token.code()).isEqualTo(2);
    assertThat(token.err())
        .contains(bad + ":2: token 2 is 9, but tokens are whole numbers from 0 to 8");
    assertThat(dir.resolve("none")).doesNotExist();
    Files.writeString(bad, "{\"sequence\":\"ACD\",\"tokens\":[1,2]}\n");
    assertThat(protein("decode", first, bad, "--out", dir.resolve("none")).err())
        .contains(bad + ":1: expected an id, a sequence and as many tokens");
    Seen missing = protein("encode", first, dir.resolve("nowhere.pdb"));
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("There is no file or directory");
    Seen noRun = protein("reconstruct", dir, data, "--out", dir.resolve("none"));
    assertThat(noRun.code()).isNotZero();
    assertThat(noRun.err()).doesNotContain("should not");
  }
}
