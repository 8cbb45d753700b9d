package dev.hydrant.trainer.lm.mdlm;

import dev.hydrant.trainer.lm.diffusion.Denoiser;
import dev.hydrant.trainer.lm.diffusion.ReverseProcess;
import dev.hydrant.trainer.lm.diffusion.Unmasking;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.Arrays;

/**
 * The masked diffusion language model of Sahoo et al. 2024 (arXiv 2406.07524). Each token of a row
 * becomes a mask with probability 1 − α(t); the loss, a weighted cross entropy at the masks, bounds
 * −ln p of the row from above.
 */
public final class Mdlm extends Denoiser {
  /** A linear schedule loses nothing at t = 0, where its weight is infinite. */
  private static final double FIRST_TIME = 1e-7;

  private final MdlmConfig config;
  private final MaskSchedule schedule;

  public Mdlm(MdlmConfig config) {
    super(config.sizes());
    this.config = config;
    this.schedule = config.schedule();
  }

  @Override
  public Objective objective(Tensor ids, Phase phase) {
    Tensor states = states().of(ids);
    Tensor t = time(ids);
    Tensor lost = schedule.lost(t);
    Tensor noised = masked(states, lost);
    Tensor bound = bound(hidden(noised, level(lost)), table(), states, noised, t);
    return new Objective(bound).metric(BOUND, bound);
  }

  @Override
  protected double meanLost() {
    return meanOverTime(schedule::lost);
  }

  /** Times of the rows, {@code [B, 1]}. */
  private Tensor time(Tensor ids) {
    Tensor t = times(ids.torch(), ids.size(0), config.useLowDiscrepancySampler());
    if (config.continuousTime()) {
      return t.clampMin(FIRST_TIME);
    }
    double n = config.numTimesteps();
    return t.mul(n).floor().add(1).clampMax(n).div(n);
  }

  /** What the network is told, {@code −ln α}. */
  private static Tensor level(Tensor lost) {
    return lost.neg().log1p().neg();
  }

  /** The weight of a row's cross entropies, {@code [B, 1]}. */
  Tensor weight(Tensor t) {
    Tensor lost = schedule.lost(t);
    if (config.continuousTime()) {
      return schedule.rate(t).div(lost);
    }
    double n = config.numTimesteps();
    return lost.sub(schedule.lost(t.sub(1 / n))).mul(n).div(lost);
  }

  /**
   * The bound in nats a token: every token of a row counts in the mean, masked or not.
   *
   * @param hidden {@code [B·T, D]}
   * @param table {@code [S, D]}
   * @param states true states {@code [B, T]}
   * @param noised {@code [B, T]}
   * @param t {@code [B, 1]}
   */
  Tensor bound(Tensor hidden, Tensor table, Tensor states, Tensor noised, Tensor t) {
    int columns = config.useSubsParameterization() ? states().tokens() : states().count();
    Tensor each = crossEntropyAt(hidden, table, states.view(-1), isMasked(noised, states), columns);
    return each.view(states.shape()).mul(weight(t)).mean();
  }

  @Override
  public ReverseProcess reverse(int wanted) {
    int steps = wanted == 0 ? config.numSamplingSteps() : wanted;
    return new Unmasking(
        this,
        steps,
        config.sarChunkSize(),
        step -> -Math.log1p(-lostBefore(step, steps)),
        (step, n, hidden) -> {
          double before = lostBefore(step, steps);
          double[] p = new double[n];
          Arrays.fill(p, (before - lostBefore(step + 1, steps)) / before);
          return p;
        });
  }

  private double lostBefore(int step, int steps) {
    return schedule.lost(1 - (double) step / steps);
  }
}
