package dev.hydrant.trainer.mixture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.mixture.config.MixtureConfig;
import dev.hydrant.trainer.mixture.experiment.ExperimentConfig;
import dev.hydrant.trainer.mixture.experiment.Presets;
import dev.hydrant.trainer.mixture.model.SetTransformers;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant presets describe}: what a preset of an experiment is made of. */
@Command(
    name = "describe",
    description = "Tell what a preset of an experiment with Gaussian mixtures is made of.",
    mixinStandardHelpOptions = true)
final class PresetsDescribeCommand implements Callable<Integer> {
  private static final String STANDARD = "standard";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "PRESET",
      description = "The preset, such as standard; gmm may stand before it.")
  private String[] words;

  @Mixin private PresetOptions options;

  @Override
  public Integer call() throws JsonProcessingException {
    String name = words[words.length - 1];
    Presets presets = options.presets();
    Map<String, String> parts = presets.describe(name);
    ExperimentConfig experiment = presets.get(name);
    MixtureConfig c = experiment.sections();
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s%n%n", name, presets.comment("experiment", name));
    parts.forEach(
        (kind, option) ->
            out.printf("  %-11s %-17s %s%n", kind, option, presets.comment(kind, option)));
    long perEpoch = (c.training().numTrainSamples() - 1) / c.training().batchSize() + 1;
    out.printf(
        "%n  parameters  %,d%n  steps       %,d of %d sets, in %d epochs%n",
        SetTransformers.create(c.data().dim(), c.model()).parameterCount(),
        perEpoch * c.training().numEpochs(),
        c.training().batchSize(),
        c.training().numEpochs());
    if (!name.equals(STANDARD)) {
      out.printf("%nOther than in '%s':%n", STANDARD);
      ObjectMapper json = new ObjectMapper();
      differences(
          json.readTree(presets.get(STANDARD).toJson()),
          json.readTree(experiment.toJson()),
          "",
          out);
    }
    out.flush();
    return 0;
  }

  private static void differences(JsonNode a, JsonNode b, String at, PrintWriter out) {
    if (a.isObject() && b.isObject()) {
      a.fieldNames()
          .forEachRemaining(
              n -> differences(a.get(n), b.get(n), at.isEmpty() ? n : at + "." + n, out));
    } else if (!a.equals(b) && !at.startsWith("metadata.")) {
      out.printf("  %-45s %s (%s)%n", at, b, a);
    }
  }
}
