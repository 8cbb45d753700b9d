package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.torch.Tensor;

/**
 * How well the masked positions of a track are guessed, as sums over them.
 *
 * @param nats cross entropy over residues or codes, whatever the model was trained by
 * @param right positions whose likeliest id is the true one
 * @param count positions
 */
public record TrackScore(double nats, double right, double count) {
  /** Nothing yet. */
  public static final TrackScore NONE = new TrackScore(0, 0, 0);

  static TrackScore of(LogitRows logits, Track track) {
    Tensor selected = track.real().logicalAnd(track.masked());
    Tensor weight = selected.to(logits.rows().dtype());
    Tensor each = MaskedCrossEntropy.each(logits, track, selected);
    Tensor best = logits.logits(track.content()).argmax(-1).view(selected.shape());
    Tensor right = best.eq(track.ids()).to(weight.dtype()).mul(weight);
    return new TrackScore(
        each.maskedFill(selected.logicalNot(), 0).sum().item(),
        right.sum().item(),
        weight.sum().item());
  }

  /** The sums of both. */
  public TrackScore plus(TrackScore other) {
    return new TrackScore(nats + other.nats, right + other.right, count + other.count);
  }

  /** Nats a position; NaN without any. */
  public double meanNats() {
    return nats / count;
  }

  /** The share of positions that are right; NaN without any. */
  public double accuracy() {
    return right / count;
  }
}
