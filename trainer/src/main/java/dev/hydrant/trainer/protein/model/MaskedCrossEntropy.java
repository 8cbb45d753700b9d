package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.protein.config.LossSection;
import dev.hydrant.trainer.torch.Tensor;

/**
 * Cross entropy of one track over residues or codes; special ids are no answers. Rows count alike,
 * however many of their positions are selected.
 */
record MaskedCrossEntropy(LossSection.LossElements elements) {
  /** Positions that count, BOOL {@code [B, L]}. */
  Tensor selected(Track track) {
    return switch (elements) {
      case MASKED -> track.real().logicalAnd(track.masked());
      case NON_BEOSPANK -> track.real();
      case NON_SPECIAL -> track.real().logicalAnd(track.masked().logicalNot());
    };
  }

  /** In nats {@code [B, L]}; of positions that are not selected without a meaning. */
  static Tensor each(LogitRows logits, Track track, Tensor selected) {
    Tensor labels = track.ids().clampMax(track.content() - 1).view(-1, 1);
    var rows =
        logits
            .rows()
            .linearRows(logits.table(), track.content(), labels, selected.view(-1), null, null);
    return rows.logsumexp().sub(rows.picked().squeeze(1)).view(selected.shape());
  }

  /**
   * The mean over rows of the mean over their selected positions; a row without any counts as 0.
   *
   * @param isThere 1 for rows that are proteins, 0 for others, {@code [B]}
   */
  Tensor of(LogitRows logits, Track track, Tensor isThere) {
    Tensor selected = selected(track);
    Tensor each = each(logits, track, selected);
    Tensor weight = selected.to(each.dtype());
    Tensor mean = each.mul(weight).sum(1).div(weight.sum(1).clampMin(1));
    return mean.mul(isThere).sum().div(isThere.sum().clampMin(1));
  }
}
