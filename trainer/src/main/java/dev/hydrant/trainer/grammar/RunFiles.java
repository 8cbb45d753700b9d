package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.dataset.Indices;
import dev.hydrant.trainer.data.molecule.MoleculePicture;
import dev.hydrant.trainer.grammar.decode.Choice;
import dev.hydrant.trainer.grammar.decode.RuleDecoder.Result;
import dev.hydrant.trainer.grammar.explore.Curves;
import dev.hydrant.trainer.grammar.explore.Domain;
import dev.hydrant.trainer.grammar.explore.LatentSpace;
import dev.hydrant.trainer.grammar.explore.LatentSpace.Code;
import dev.hydrant.trainer.grammar.explore.SampleValue;
import dev.hydrant.trainer.grammar.syntax.Derivation;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.report.MetricsLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run leaves for its reader when it ends: curves, a map, samples and what they are worth.
 */
final class RunFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RunFiles.class);
  private static final int SAMPLES = 1000;
  private static final int MAPPED = 2000;
  private static final int DRAWN = 24;
  private static final int STRIPS = 3;
  private static final int STRIP = 8;

  private final GrammarVaeModel model;
  private final Artefacts artefacts;

  RunFiles(GrammarVaeModel model, Artefacts artefacts) {
    this.model = model;
    this.artefacts = artefacts;
  }

  /** Writes all; a run is worth more than its pictures, so that one that fails is only told. */
  void write() {
    attempt(
        "plots/loss_kl.png",
        () -> Curves.png(Curves.losses(MetricsLog.read(artefacts.directory(), Long.MAX_VALUE))));
    Optional<Grammar> grammar = model.facts().grammar();
    if (grammar.isEmpty()) {
      return;
    }
    LatentSpace space = new LatentSpace(model.network(), grammar.get(), artefacts.torch());
    List<int[]> rows = validation();
    List<Code> codes = space.encode(rows);
    int[] lengths = rows.stream().mapToInt(r -> r.length).toArray();
    attempt("plots/latent_map.png", () -> Curves.png(Curves.map(codes, lengths)));
    attempt("plots/kl_dimensions.png", () -> Curves.png(Curves.dimensions(codes)));
    samples(space);
    reconstructions(space, rows, codes);
    if (Domain.of(space.grammar()) == Domain.MOLECULES) {
      attempt("plots/interpolation.png", () -> strips(space, codes));
    }
  }

  private interface Maker {
    byte[] make();
  }

  private void attempt(String name, Maker maker) {
    try {
      artefacts.write(name, maker.make());
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{} could not be made: {}", name, e.toString());
    }
  }

  private List<int[]> validation() {
    Indices indices = model.rules().validationRows();
    List<int[]> rows = new ArrayList<>();
    for (long i = 0; i < Math.min(MAPPED, indices.size()); i++) {
      rows.add(model.rules().sequence(indices.at(i)));
    }
    return rows;
  }

  private void samples(LatentSpace space) {
    SplittableRandom random = new SplittableRandom(model.config().seed());
    List<Result> drawn =
        space.decode(space.prior(SAMPLES, random), true, Choice.drawing(1, random));
    StringBuilder text = new StringBuilder();
    drawn.forEach(r -> text.append(r.text()).append('\n'));
    attempt("samples.txt", () -> text.toString().getBytes(StandardCharsets.UTF_8));
    Domain domain = Domain.of(space.grammar());
    SampleValue value = model.rules().value(drawn, space.grammar(), domain);
    LOG.info("prior: {}", value.describe());
    attempt("samples.json", () -> SampleJson.bytes(value));
    if (domain == Domain.MOLECULES) {
      attempt("plots/samples.png", () -> grid(drawn));
    }
  }

  private static byte[] grid(List<Result> drawn) {
    List<MoleculePicture.Cell> cells =
        drawn.stream().limit(DRAWN).map(r -> cell(r.text())).toList();
    return Curves.png(MoleculePicture.grid(cells, 6));
  }

  private static MoleculePicture.Cell cell(String smiles) {
    return new MoleculePicture.Cell(smiles, smiles);
  }

  /** The first validation texts beside what became of them. */
  private void reconstructions(LatentSpace space, List<int[]> rows, List<Code> codes) {
    int n = Math.min(STRIPS * STRIP, rows.size());
    List<Result> back =
        space.decode(codes.subList(0, n).stream().map(Code::mean).toList(), true, Choice.GREEDY);
    StringBuilder text = new StringBuilder("text\treconstruction\texact\n");
    for (int i = 0; i < n; i++) {
      text.append(Derivation.text(space.grammar(), rows.get(i)))
          .append('\t')
          .append(back.get(i).text())
          .append('\t')
          .append(Arrays.equals(back.get(i).rules(), rows.get(i)))
          .append('\n');
    }
    attempt("reconstructions.tsv", () -> text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] strips(LatentSpace space, List<Code> codes) {
    List<MoleculePicture.Cell> cells = new ArrayList<>();
    for (int i = 0; i < STRIPS && 2 * i + 1 < codes.size(); i++) {
      List<float[]> line =
          LatentSpace.line(codes.get(2 * i).mean(), codes.get(2 * i + 1).mean(), STRIP);
      space.decode(line, true, Choice.GREEDY).forEach(r -> cells.add(cell(r.text())));
    }
    return Curves.png(MoleculePicture.grid(cells, STRIP));
  }
}
