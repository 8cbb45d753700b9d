package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.protein.config.LossSection;
import dev.hydrant.trainer.protein.config.LossSection.ScoreColumns;
import dev.hydrant.trainer.protein.config.LossSection.ScoreEntropyVariant;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;

/**
 * Score entropy of one track (Lou et al. 2023, arXiv 2310.16834) for tokens that become masks:
 * {@code Σ_y s_y − ε·ln s_o + ε(ln ε − 1)}, s = exp(logits), which is 0 where the scores are right.
 * At a mask o is the true id and ε = 1/(e^σ̄ − 1). Each protein's mean is weighted by how fast the
 * noise grows.
 */
record ScoreEntropy(LossSection config) {
  /**
   * The mean over proteins.
   *
   * @param noise σ̄ {@code [B]}, above 0
   * @param rate {@code [B]}
   */
  Tensor of(LogitRows logits, Track track, Tensor noise, Tensor rate) {
    boolean all = config.scoreColumns() == ScoreColumns.ALL;
    int columns = all ? track.size() : track.content() + 1;
    int mask = all ? track.mask() : track.content();
    boolean absorb = config.scoreEntropyVariant() == ScoreEntropyVariant.ABSORB;
    Tensor masked = track.masked().logicalAnd(track.real());
    Tensor counted = absorb ? masked : track.real();
    Tensor truth = track.ids().clampMax(track.content() - 1);
    // At a mask the scores of all else; elsewhere of all but the id that is there.
    Tensor present = truth.maskedFill(masked, mask);
    Tensor other = truth.where(masked, truth.mul(0).add(mask));
    var rows =
        logits
            .rows()
            .linearRows(
                table(logits.table(), track, all),
                columns,
                other.view(-1, 1),
                counted.contiguous().view(-1),
                null,
                present.contiguous().view(-1));
    long b = counted.size(0);
    Tensor sigma = noise.expm1().log().view(b, 1); // ln(e^σ̄ − 1)
    double rest = Math.log(columns - 1);
    Tensor shift = config.scaleBySigma() ? sigma.add(rest) : sigma.mul(0);
    Tensor sum = rows.logsumexp().view(counted.shape()).sub(shift).exp();
    Tensor score = rows.picked().squeeze(1).view(counted.shape()).sub(shift);
    Tensor isMasked = masked.to(score.dtype());
    Tensor logEpsilon = sigma.neg().mul(isMasked).add(sigma.mul(isMasked.neg().add(1)));
    Tensor epsilon = logEpsilon.exp();
    Tensor entropy = sum.sub(epsilon.mul(score)).add(epsilon.mul(logEpsilon.sub(1)));
    Tensor real = track.real().to(score.dtype());
    Tensor each =
        entropy.mul(counted.to(score.dtype())).sum(1).div(real.sum(1).clampMin(1)).mul(rate);
    Tensor isThere = real.sum(1).gt(0).to(score.dtype());
    return each.mul(isThere).sum().div(isThere.sum().clampMin(1));
  }

  private static Tensor table(Tensor whole, Track track, boolean all) {
    return all
        ? whole
        : Torch.cat(
            List.of(
                whole.slice(0, 0, track.content()),
                whole.slice(0, track.mask(), track.mask() + 1L)),
            0);
  }
}
