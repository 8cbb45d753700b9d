package dev.hydrant.trainer.protein.inference;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.protein.ProteinModel;
import dev.hydrant.trainer.protein.model.TrackScore;
import dev.hydrant.trainer.protein.model.Tracks;
import dev.hydrant.trainer.protein.model.Trunk;
import dev.hydrant.trainer.protein.tokens.SequenceVocabulary;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How well a trunk fills in the validation proteins when more and more of them is masked, and how
 * well one does that knows only how often each residue and each token occurs in the training
 * proteins.
 */
public final class MaskRates {
  private final EagerTorch torch;
  private final ProteinModel model;
  private final Trunk trunk;

  /**
   * @param torch where the weights are
   * @param trunk the network of the model
   */
  public MaskRates(EagerTorch torch, ProteinModel model, Trunk trunk) {
    this.torch = torch;
    this.model = model;
    this.trunk = trunk;
  }

  /**
   * Of one rate.
   *
   * @param rate chance of each residue, and of each token, to be masked
   */
  public record Row(double rate, TrackScore sequence, TrackScore structure) {}

  /** The validation proteins at each rate; the masks of a protein are the same each time. */
  public List<Row> rows(List<Double> rates) {
    List<Row> rows = new ArrayList<>();
    for (double rate : rates) {
      TrackScore[] sums = {TrackScore.NONE, TrackScore.NONE};
      each(
          model.feed(model.config().masking().withRate(rate)).validation(),
          model.feed().validationBatches(),
          tracks -> {
            List<TrackScore> scores = trunk.scores(tracks);
            sums[0] = sums[0].plus(scores.get(0));
            sums[1] = sums[1].plus(scores.get(1));
          });
      rows.add(new Row(rate, sums[0], sums[1]));
    }
    return List.copyOf(rows);
  }

  /**
   * Counts of the training proteins as a guess for those of validation, each count one higher so
   * that nothing is impossible: residues, then structure tokens.
   */
  public List<TrackScore> unigrams() {
    List<long[]> known = counts(model.feed().training(), epoch(model));
    List<long[]> asked = counts(model.feed().validation(), model.feed().validationBatches());
    return List.of(guess(known.get(0), asked.get(0)), guess(known.get(1), asked.get(1)));
  }

  private static long epoch(ProteinModel model) {
    try (BatchSource<Batch> source = model.feed().training()) {
      return source.batchesPerEpoch();
    }
  }

  static TrackScore guess(long[] known, long[] asked) {
    double all = known.length;
    int best = 0;
    for (int id = 0; id < known.length; id++) {
      all += known[id];
      best = known[id] > known[best] ? id : best;
    }
    TrackScore score = TrackScore.NONE;
    for (int id = 0; id < known.length; id++) {
      double nats = -Math.log((known[id] + 1) / all);
      score = score.plus(new TrackScore(asked[id] * nats, id == best ? asked[id] : 0, asked[id]));
    }
    return score;
  }

  private List<long[]> counts(BatchSource<Batch> source, long batches) {
    long[] residues = new long[SequenceVocabulary.CONTENT];
    long[] tokens = new long[trunk.encoder().fsq().count()];
    each(
        source,
        batches,
        tracks -> {
          count(tracks.sequence().toLongs(), residues);
          count(trunk.tokens(tracks).toLongs(), tokens);
        });
    return List.of(residues, tokens);
  }

  private static void count(long[] ids, long[] counts) {
    for (long id : ids) {
      if (id < counts.length) {
        counts[(int) id]++;
      }
    }
  }

  private void each(BatchSource<Batch> source, long batches, Consumer<Tracks> taker) {
    try (source) {
      for (long i = 0; i < batches; i++) {
        Batch batch = source.read(i);
        try (Scope scope = torch.scope()) {
          Map<String, Tensor> tensors = new LinkedHashMap<>();
          batch.arrays().forEach((name, array) -> tensors.put(name, array.in(torch)));
          torch.noGrad(
              () -> {
                taker.accept(Tracks.of(tensors));
                return null;
              });
        }
      }
    }
  }
}
