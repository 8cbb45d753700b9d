package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hydrant protein generate}: what is given stays, what is not is drawn. */
class ProteinGenerateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path dir;
  private static Path data;
  private static Path encoder;
  private static Path mlm;
  private static Path diffusion;

  @BeforeAll
  static void trainsAChain() throws IOException {
    Path conf = dir.resolve("conf");
    ShippedConfigs.copyTo(conf);
    data = dir.resolve("data");
    assertThat(Seen.run("data", "proteins", "--generate=4", "--out=" + data).code()).isZero();
    encoder = train(conf, "fsq_stage1", "model.fsq.levels=[3,3]");
    String path = "model.fsq_encoder_path=" + encoder;
    mlm = train(conf, "mlm", path, "model.block_type=geometric_attention", "~model.block_params");
    diffusion = train(conf, "discrete_diffusion", path);
  }

  private static Path train(Path conf, String name, String... more) {
    Path run = dir.resolve(name);
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "--config-path=" + conf,
                "--config-name=odyssey/" + name,
                "hydra.run.dir=" + run,
                "training.data_dir=" + data,
                "training.checkpoint_dir=" + dir.resolve("links"),
                "training.max_epochs=1",
                "+training.length_buckets=2",
                "model.d_model=8",
                "model.n_layers=1",
                "model.max_len=64",
                "torch_compile=false"));
    args.addAll(List.of(more));
    Seen seen = Seen.run(args.toArray(String[]::new));
    assertThat(seen.code()).as(seen.err()).isZero();
    return run;
  }

  private static Seen protein(Object... words) {
    List<String> args = new ArrayList<>(List.of("protein"));
    Stream.of(words).forEach(w -> args.add(w.toString()));
    return Seen.run(args.toArray(String[]::new));
  }

  private static List<JsonNode> lines(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void everythingIsDrawnWithCodesAndResiduesAlone() throws IOException {
    for (Path run : List.of(mlm, diffusion)) {
      Seen seen = protein("generate", run, "--length=20", "--samples=2", "--seed=3");
      assertThat(seen.code()).as(seen.err()).isZero();
      List<JsonNode> made = lines(seen.out());
      assertThat(made).hasSize(2);
      assertThat(made.get(0).path("sequence").asText()).matches("[A-Z&&[^X]]{20}");
      for (JsonNode token : made.get(0).path("tokens")) {
        assertThat(token.intValue()).isBetween(0, 8);
      }
      assertThat(made.get(0).path("sequence")).isNotEqualTo(made.get(1).path("sequence"));
      Seen again = protein("generate", run, "--length=20", "--samples=2", "--seed=3");
      assertThat(again.out()).isEqualTo(seen.out());
    }
  }

  @Test
  void lettersOfAPromptStay() throws IOException {
    String prompt = "MK??????????LV";
    for (Path run : List.of(mlm, diffusion)) {
      Seen seen = protein("generate", run, "--prompt=" + prompt, "--order=min_entropy");
      assertThat(lines(seen.out()).get(0).path("sequence").asText()).matches("MK[A-Z]{10}LV");
    }
  }

  @Test
  void aGivenTrackStaysAndStructuresAreDecoded() throws IOException {
    List<JsonNode> truth = lines(protein("encode", encoder, data).out());
    Path out = dir.resolve("folded");
    Seen fold =
        protein("generate", diffusion, data, "--fix=seq", "--out", out, "--decoder", encoder);
    assertThat(fold.code()).as(fold.err()).isZero();
    List<JsonNode> folded = lines(Files.readString(out.resolve("tokens.jsonl")));
    assertThat(folded).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(folded.get(i).path("sequence")).isEqualTo(truth.get(i).path("sequence"));
    }
    assertThat(Files.readString(out.resolve("gen_000003.pdb"))).startsWith("ATOM");

    Seen inverse = protein("generate", mlm, data, "--fix=struct", "--limit=2");
    assertThat(inverse.code()).as(inverse.err()).isZero();
    assertThat(inverse.err()).contains("% of the residues are those of the files");
    List<JsonNode> designed = lines(inverse.out());
    assertThat(designed).hasSize(2);
    assertThat(designed.get(1).path("tokens")).isEqualTo(truth.get(1).path("tokens"));
  }

  /** Both kinds of trunks are measured alike, by cross entropies of what is masked. */
  @Test
  void masksOfFixedRatesAreFilledIn() throws IOException {
    for (Path run : List.of(mlm, diffusion)) {
      Path out = dir.resolve("rates_" + run.getFileName());
      Seen seen = protein("mask-rates", run, "--rates=0.3,1", "--out=" + out);
      assertThat(seen.code()).as(seen.err()).isZero();
      assertThat(seen.out()).contains("30 %", "100 %", "by counts");
      List<String> table = Files.readAllLines(out.resolve("mask_rates.csv"));
      assertThat(table).hasSize(3);
      String[] all = table.get(2).split(",");
      assertThat(Double.parseDouble(all[0])).isEqualTo(1);
      // Nothing was learned in two steps: an even guess of 25 residues and of 9 codes, at best.
      assertThat(Double.parseDouble(all[1])).isBetween(2.5, 6.0);
      assertThat(Double.parseDouble(all[3])).isBetween(1.0, 5.0);
      assertThat(out.resolve("mask_rates.png")).isNotEmptyFile();
    }
    Seen wrong = protein("mask-rates", mlm, "--rates=0");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--rates are above 0 and at most 1");
    assertThat(protein("mask-rates", encoder).err()).contains("holds an autoencoder");
  }

  /** O8: the table and the page that close a chain. */
  @Test
  void theStagesOfAChainAreTold() throws IOException {
    Path out = dir.resolve("stages");
    Seen seen = protein("stages", encoder, mlm, diffusion, "--out=" + out);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.out().lines().toList())
        .hasSize(6)
        .anyMatch(l -> l.contains("stage_1") && l.matches(".* median [0-9.]+ Å, .* codes.*"))
        .anyMatch(l -> l.contains("geometric_attention") && l.contains("% right"))
        .anyMatch(l -> l.contains("score entropy"))
        .anyMatch(l -> l.contains("ln 25 = 3.22 nats a residue, ln 9 = 2.20 nats a token"));
    String page = Files.readString(out.resolve("index.html"));
    assertThat(page).contains("1_rmsd.png", "2_loss.png", "3_loss.png");
    assertThat(out.resolve("2_loss.png")).isNotEmptyFile();
  }

  @Test
  void whatMakesNoSenseIsSaid() {
    String[][] wrong = {
      {"holds an autoencoder", encoder.toString()},
      {"at most 62 residues", mlm.toString(), "--length=63"},
      {"--fix needs files", mlm.toString(), "--fix=seq"},
      {"files are for --fix", mlm.toString(), data.toString()},
      {"made of the letters A to Z and ?", mlm.toString(), "--prompt=mk?"},
      {
        "--prompt and --fix exclude each other",
        mlm.toString(),
        data.toString(),
        "--fix=seq",
        "--prompt=MK"
      },
      {"--prompt has a letter or ?", mlm.toString(), "--prompt=MK??", "--length=4"},
      {"--temperature must be 0 or more", mlm.toString(), "--temperature=-1"},
      {"must be at least 1", mlm.toString(), "--samples=0"},
      {"say where with --out", mlm.toString(), "--decoder=" + encoder}
    };
    for (String[] words : wrong) {
      Object[] typed = Stream.concat(Stream.of("generate"), Stream.of(words).skip(1)).toArray();
      Seen seen = protein(typed);
      assertThat(seen.code()).as(words[0]).isEqualTo(2);
      assertThat(seen.err()).contains(words[0]).doesNotContain("\tat ");
    }
    assertThat(protein("reconstruct", mlm, data).err())
        .contains("holds a trunk (model.style mlm), which has no decoder");
    assertThat(protein("decode", mlm, data.resolve("index.csv"), "--out=x").code()).isEqualTo(2);
  }
}
