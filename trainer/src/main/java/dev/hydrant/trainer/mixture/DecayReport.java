package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.settings.OptimizerConfig;
import dev.hydrant.trainer.settings.OptimizerGroupConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which parameters decay, and by how much. */
final class DecayReport {
  private final OptimizerConfig config;

  DecayReport(OptimizerConfig config) {
    this.config = config;
  }

  /** Such as {@code 49,408 parameters decay by 0.01, 1,536 do not}. */
  String of(MixtureModel model) {
    Map<Double, Long> counts = new TreeMap<>();
    model.module().parameters().stream()
        .filter(Parameter::isTrainable)
        .forEach(p -> counts.merge(decay(p, model.group(p)), p.count(), Long::sum));
    long resting = Optional.ofNullable(counts.remove(0.0)).orElse(0L);
    StringBuilder out = new StringBuilder();
    counts.forEach(
        (decay, count) ->
            out.append(String.format(Locale.ROOT, "%,d parameters decay by %s, ", count, decay)));
    return out
        + String.format(
            Locale.ROOT, counts.isEmpty() ? "none of %,d parameters decay" : "%,d do not", resting);
  }

  private double decay(Parameter p, String group) {
    OptimizerGroupConfig own =
        config.optimizerGroups().getOrDefault(group, OptimizerGroupConfig.NONE);
    boolean vectors = own.decayVectors().orElse(config.decayVectors());
    boolean orthogonal = own.optimizer().orElse(config.optimizer()).equals("muon");
    double decay = own.weightDecay().orElse(orthogonal ? 0 : config.weightDecay());
    return p.shape().length >= 2 || vectors ? decay : 0;
  }
}
