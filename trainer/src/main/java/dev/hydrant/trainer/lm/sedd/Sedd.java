package dev.hydrant.trainer.lm.sedd;

import dev.hydrant.trainer.lm.diffusion.Denoiser;
import dev.hydrant.trainer.lm.diffusion.ReverseProcess;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.List;
import java.util.Optional;

/**
 * The score entropy discrete diffusion model of Lou, Meng and Ermon 2024 (arXiv 2310.16834): the
 * network gives, at each place, how much likelier each other state is than the present one. The
 * score entropy, weighted by the rate of noise, bounds −ln p.
 */
public final class Sedd extends Denoiser {
  /** Name of the cross entropy at changed tokens among the parts of the objective. */
  public static final String CROSS_ENTROPY = "cross_entropy";

  private final SeddConfig config;
  private final Sigma sigma;

  public Sedd(SeddConfig config) {
    super(config.sizes());
    this.config = config;
    this.sigma = config.sigma();
  }

  /** Score entropy and cross entropy of each place, and whether its token changed, {@code [N]}. */
  record Parts(Tensor entropy, Tensor crossEntropy, Tensor changed) {}

  @Override
  public Objective objective(Tensor ids, Phase phase) {
    Tensor states = states().of(ids);
    Tensor t = time(ids);
    Tensor total = sigma.total(t); // [B, 1]
    Tensor noised = noised(states, total);
    Parts parts = parts(hidden(noised, total), table(), states, noised, total);
    Tensor bound = parts.entropy().view(states.shape()).mul(sigma.rate(t)).mean();
    Tensor changes = parts.changed().to(bound.dtype()).sum().clampMin(1);
    Tensor cross = parts.crossEntropy().mul(parts.changed().to(bound.dtype())).sum().div(changes);
    Tensor loss = bound.mul(config.seLossWeight()).add(cross.mul(config.lmLossWeight()));
    return new Objective(loss).metric(BOUND, bound).metric(CROSS_ENTROPY, cross);
  }

  @Override
  protected double meanLost() {
    return meanOverTime(t -> -Math.expm1(-sigma.total(t)));
  }

  /** Times of the rows, {@code [B, 1]}. */
  private Tensor time(Tensor ids) {
    Tensor t = times(ids.torch(), ids.size(0), true);
    if (config.continuousTime()) {
      return t.mul(1 - config.eps()).add(config.eps());
    }
    double n = config.numTimesteps();
    return t.mul(n).floor().add(1).clampMax(n).div(n);
  }

  /** Draws the states at a level of noise {@code [B, 1]}. */
  private Tensor noised(Tensor states, Tensor total) {
    Tensor lost = total.neg().expm1().neg();
    if (states().hasMask()) {
      return masked(states, lost);
    }
    Tensor hit = states.torch().random("hit").uniform(states.shape()).lt(lost);
    Tensor any = states.torch().random("replace").integers(states().count(), states.shape());
    return any.where(hit, states);
  }

  /**
   * @param hidden {@code [B·T, D]}
   * @param table {@code [S, D]}
   * @param states true states {@code [B, T]}
   * @param noised {@code [B, T]}
   * @param total σ of the rows {@code [B, 1]}
   */
  Parts parts(Tensor hidden, Tensor table, Tensor states, Tensor noised, Tensor total) {
    Tensor odds = total.expm1().expand(states.shape()).contiguous().view(-1);
    return states().hasMask()
        ? masked(hidden, table, states, noised, odds)
        : uniform(hidden, table, states.view(-1), noised.view(-1), odds);
  }

  private Parts masked(Tensor hidden, Tensor table, Tensor states, Tensor noised, Tensor odds) {
    int tokens = states().tokens();
    Tensor at = isMasked(noised, states);
    Tensor picks = states.view(-1).clamp(0, tokens - 1.0).unsqueeze(1);
    var rows = hidden.linearRows(table, tokens, picks, at, meanLost(), null, null);
    Tensor atTrue = rows.picked().squeeze(1);
    Tensor entropy = ScoreEntropy.atMask(rows.logsumexp(), atTrue, odds, tokens);
    return new Parts(entropy.maskedFill(at.logicalNot(), 0), rows.logsumexp().sub(atTrue), at);
  }

  private Parts uniform(Tensor hidden, Tensor table, Tensor states, Tensor noised, Tensor odds) {
    Tensor picks = Torch.stack(List.of(states, noised), 1);
    var rows = hidden.linearRows(table, states().count(), picks, states.ge(0), null, noised);
    Tensor atTrue = rows.picked().select(1, 0);
    Tensor total = hidden.matmul(table.sum(0)).sub(rows.picked().select(1, 1));
    Tensor same = states.eq(noised);
    Tensor entropy =
        ScoreEntropy.uniform(rows.logsumexp(), total, atTrue, same, odds, states().count());
    return new Parts(entropy, rows.logsumexp().sub(atTrue), same.logicalNot());
  }

  @Override
  public ReverseProcess reverse(int wanted) {
    return sampler(wanted, false).process();
  }

  @Override
  public Optional<ReverseProcess> reverseByEuler(int wanted) {
    return Optional.of(sampler(wanted, true).process());
  }

  SeddSampler sampler(int wanted, boolean euler) {
    int steps = wanted == 0 ? config.samplingTimesteps() : wanted;
    return new SeddSampler(this, sigma, steps, config.eps(), euler);
  }

  /** ln Σ exp(z) over the tokens, of hidden states {@code [n, D]}. */
  double[] sums(Tensor hidden) {
    Torch torch = hidden.torch();
    long n = hidden.size(0);
    Tensor picks = torch.arange(n).mul(0).unsqueeze(1);
    return hidden
        .linearRows(table(), states().tokens(), picks, torch.arange(n).ge(0), null, null)
        .logsumexp()
        .toDoubles();
  }
}
