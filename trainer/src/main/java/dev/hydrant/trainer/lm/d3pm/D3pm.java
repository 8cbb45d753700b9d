package dev.hydrant.trainer.lm.d3pm;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.lm.diffusion.Denoiser;
import dev.hydrant.trainer.lm.diffusion.LogitFilter;
import dev.hydrant.trainer.lm.diffusion.NoisySequence;
import dev.hydrant.trainer.lm.diffusion.Replacing;
import dev.hydrant.trainer.lm.diffusion.ReverseProcess;
import dev.hydrant.trainer.lm.diffusion.Unmasking;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The discrete denoising diffusion model of Austin et al. 2021 (arXiv 2107.03006) over tokens. A
 * row is noised in T steps; the network predicts the tokens of the start from any of them. The loss
 * is the bound on −ln p by a random step, T·L_t, and λ times the cross entropy of the prediction.
 */
public final class D3pm extends Denoiser {
  /** Name of the cross entropy of the prediction among the parts of the objective. */
  public static final String CROSS_ENTROPY = "cross_entropy";

  private final D3pmConfig config;
  private final Betas betas;
  private final Parameter beta;
  private final Parameter lost;
  private final DenseProcess process;

  public D3pm(D3pmConfig config) {
    super(config.sizes());
    this.config = config;
    this.betas = config.betas();
    long n = betas.steps() + 1L;
    beta = buffer("beta", Init.values(betas.beta()), n);
    lost = buffer("lost", Init.values(betas.lost()), n);
    process =
        switch (config.transitionType()) {
          case ABSORBING, UNIFORM -> null;
          case GAUSSIAN -> part("process", new GaussianProcess(config.vocabSize(), betas));
          case NEAREST_NEIGHBOR ->
              part("process", new NeighborProcess(table(), config.nearestNeighbors(), betas));
        };
  }

  /** The share ᾱ_T of tokens that all noise leaves as they are. */
  double left() {
    return 1 - betas.lost()[betas.steps()];
  }

  /**
   * How far the end of noise is from what sampling starts with, in words: the part L_T of the bound
   * that no training changes and that {@link #BOUND} leaves out. Nothing for dense noise.
   */
  Optional<String> prior() {
    return switch (config.transitionType()) {
      case ABSORBING ->
          Optional.of("all noise leaves a share of %.2g of the tokens unmasked".formatted(left()))
              .filter(s -> left() > 0);
      case UNIFORM ->
          Optional.of(
              "the end of noise is %.2g nats a token from uniform"
                  .formatted(priorOfUniform(1 - left(), states().count())));
      case GAUSSIAN, NEAREST_NEIGHBOR -> Optional.empty();
    };
  }

  /** KL of a token replaced with probability {@code lost} by any of k from a uniform one. */
  static double priorOfUniform(double lost, int k) {
    double here = 1 - lost + lost / k;
    double other = lost / k;
    return here * Math.log(k * here) + (other == 0 ? 0 : (k - 1) * other * Math.log(k * other));
  }

  /** The bound and the cross entropy of a batch, in nats a token. */
  record Parts(Tensor bound, Tensor crossEntropy) {}

  @Override
  public Objective objective(Tensor ids, Phase phase) {
    Tensor states = states().of(ids);
    Tensor spread = times(ids.torch(), ids.size(0), true);
    double steps = betas.steps();
    Tensor t = spread.mul(steps).floor().add(1).clampMax(steps).to(DType.INT64); // [B, 1]
    Tensor noised = noised(states, t);
    Tensor hidden = hidden(noised, t.to(ids.torch().floatType()));
    Parts parts = parts(hidden, table(), states, noised, t);
    Tensor loss = parts.bound().add(parts.crossEntropy().mul(config.auxiliaryLossWeight()));
    return new Objective(loss)
        .metric(BOUND, parts.bound())
        .metric(CROSS_ENTROPY, parts.crossEntropy());
  }

  @Override
  protected double meanLost() {
    return Arrays.stream(betas.lost()).sum() / betas.steps();
  }

  private Tensor at(Tensor schedule, Tensor t) {
    return schedule.indexSelect(0, t.view(-1)).unsqueeze(1);
  }

  /** Draws the states after t steps {@code [B, T]}. */
  Tensor noised(Tensor states, Tensor t) {
    return switch (config.transitionType()) {
      case ABSORBING -> masked(states, at(lost, t));
      case UNIFORM -> {
        Tensor hit = states.torch().random("hit").uniform(states.shape()).lt(at(lost, t));
        Tensor any = states.torch().random("replace").integers(states().count(), states.shape());
        yield any.where(hit, states);
      }
      case GAUSSIAN, NEAREST_NEIGHBOR -> process.noised(states, t.view(-1), states().count());
    };
  }

  /**
   * The parts of the loss.
   *
   * @param hidden {@code [B·T, D]}
   * @param table {@code [S, D]}
   * @param states true states {@code [B, T]}
   * @param noised {@code [B, T]}
   * @param t steps of noise {@code [B, 1]}, INT64, from 1
   */
  Parts parts(Tensor hidden, Tensor table, Tensor states, Tensor noised, Tensor t) {
    return switch (config.transitionType()) {
      case ABSORBING -> absorbing(hidden, table, states, noised, t);
      case UNIFORM -> {
        Tensor[] each = uniform(hidden, table, states, noised, t);
        yield new Parts(each[0].mean().mul(betas.steps()), each[1].mean());
      }
      case GAUSSIAN, NEAREST_NEIGHBOR -> dense(hidden.linear(table), states, noised, t);
    };
  }

  private Parts absorbing(Tensor hidden, Tensor table, Tensor states, Tensor noised, Tensor t) {
    Tensor at = isMasked(noised, states);
    Tensor each = crossEntropyAt(hidden, table, states.view(-1), at, states().tokens());
    Tensor now = at(lost, t);
    Tensor weight = now.sub(at(lost, t.sub(1))).div(now).mul(betas.steps());
    Tensor masks = at.to(each.dtype()).sum().clampMin(1);
    return new Parts(each.view(states.shape()).mul(weight).mean(), each.sum().div(masks));
  }

  /** L_t and cross entropy of each place, {@code [B·T]}. */
  Tensor[] uniform(Tensor hidden, Tensor table, Tensor states, Tensor noised, Tensor t) {
    double k = states().count();
    Tensor lostBefore = at(lost, t.sub(1)).expand(states.shape()).contiguous().view(-1);
    Tensor betaNow = at(beta, t).expand(states.shape()).contiguous().view(-1);
    Tensor picks = Torch.stack(List.of(states.view(-1), noised.view(-1)), 1);
    Tensor everywhere = states.view(-1).ge(0);
    var rows =
        hidden.linearRows(
            table, states().count(), picks, everywhere, UniformPosterior.rho(lostBefore, k), null);
    Tensor atTrue = rows.picked().select(1, 0).sub(rows.logsumexp());
    Tensor atNow = rows.picked().select(1, 1).sub(rows.logsumexp());
    Tensor same = states.eq(noised).view(-1).to(hidden.dtype());
    Tensor kl =
        UniformPosterior.divergence(betaNow, lostBefore, same, atTrue, atNow, rows.spread(), k);
    return new Tensor[] {kl, atTrue.neg()};
  }

  private Parts dense(Tensor logits, Tensor states, Tensor noised, Tensor t) {
    Tensor logp = logits.logSoftmax(-1).view(states.size(0), states.size(1), -1);
    Tensor kl = process.divergence(logp.exp(), states, noised, t.view(-1));
    Tensor cross = logp.gather(-1, states.unsqueeze(-1)).neg().mean();
    return new Parts(kl.mean().mul(betas.steps()), cross);
  }

  @Override
  public ReverseProcess reverse(int wanted) {
    if (wanted > betas.steps()) {
      throw UserException.usage(
          "%d steps from noise to text are more than the num_timesteps=%d there are"
              .formatted(wanted, betas.steps()));
    }
    int steps = wanted == 0 ? Math.min(config.samplingTimesteps(), betas.steps()) : wanted;
    if (config.transitionType() == D3pmTransition.ABSORBING) {
      return new Unmasking(
          this,
          steps,
          Math.max(1, config.nCtx() / 2),
          step -> time(step, steps),
          (step, n, hidden) -> {
            double before = betas.lost()[time(step, steps)];
            double[] p = new double[n];
            Arrays.fill(p, (before - betas.lost()[time(step + 1, steps)]) / before);
            return p;
          });
    }
    return new Replacing(
        this,
        steps,
        step -> time(step, steps),
        (logits, now, draft, step) ->
            posterior(logits, now, draft, time(step, steps), time(step + 1, steps)));
  }

  /** The step of noise before a sampling step: from T down to 0. */
  private int time(int step, int steps) {
    return (int) Math.round((double) betas.steps() * (steps - step) / steps);
  }

  private Tensor posterior(Tensor logits, Tensor now, NoisySequence draft, int t, int s) {
    Tensor prediction = LogitFilter.apply(logits, draft.options()).softmax(-1);
    if (process == null) {
      double kept = 1 - betas.lost()[s];
      double noise = kept == 0 ? 1 : 1 - (1 - betas.lost()[t]) / kept;
      return UniformPosterior.weights(prediction, now, noise, betas.lost()[s]);
    }
    Tensor from = now.torch().tensor(new long[] {s}, 1);
    Tensor prior = process.after(prediction.unsqueeze(0), from).squeeze(0);
    return prior.mul(process.likelihood(now, s, t));
  }
}
