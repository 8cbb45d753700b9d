package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.analysis.Clustering;
import dev.hydrant.trainer.analysis.GaussianMixture;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.mixture.data.PointSet;
import dev.hydrant.trainer.mixture.evaluate.SetMetric;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ForceOption;
import dev.hydrant.trainer.model.TrainedModel;
import dev.hydrant.trainer.weights.WeightKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant mixture predict}: the centres of own points. */
@Command(
    name = "predict",
    description = "Tell the centres of the points of a CSV file.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "hydrant mixture predict RUN points.csv --out=predictions.csv",
      "",
      "Points may lie anywhere and in any unit. The file gets their predicted centres and clusters."
    })
final class PredictCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(PredictCommand.class);
  private static final int MOST_CLUSTERS = 20;

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "A run, or one of its checkpoints.")
  private Path run;

  @Parameters(index = "1", paramLabel = "POINTS", description = "A CSV file, a point a line.")
  private Path file;

  @Option(names = "--out", paramLabel = "FILE", description = "Write a line for each point.")
  private Path out;

  @Option(
      names = "--k",
      paramLabel = "K",
      description = "Clusters; without it as many as the Bayesian information criterion says.")
  private Integer clusters;

  @Option(
      names = "--snr",
      paramLabel = "DB",
      description = "The ratio of signal to noise, for networks that were told it.")
  private Double snr;

  @Option(
      names = "--checkpoint",
      paramLabel = "WHICH",
      defaultValue = "last",
      description = "last, best, or a checkpoint's name.")
  private String checkpoint;

  @Mixin private ForceOption force;

  PredictCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    force.check(out);
    try (TrainedModel saved = context.open(run, checkpoint, WeightKind.MODEL, List.of())) {
      if (!(saved.model() instanceof MixtureModel model)) {
        throw UserException.usage(run + " is no run of type mixture");
      }
      Matrix points = PointTable.read(file, model.config().data().dim());
      if (clusters != null && (clusters < 1 || clusters > points.rows())) {
        throw UserException.usage("--k must be from 1 to the number of points, got " + clusters);
      }
      if (model.network().readsSnr() && snr == null) {
        LOG.warn("the network was told ratios of signal to noise; without --snr its flow is 1");
      }
      double[] one = {1};
      PointSet set =
          new PointSet(
              points,
              new int[points.rows()],
              Matrix.of(new double[points.columns()], 1, points.columns()),
              one,
              1,
              snr == null ? 0 : snr);
      Matrix predictions = model.predict(saved.torch(), List.of(set), snr != null).get(0);
      Clustering found = cluster(model, points, predictions);
      print(points, found);
      Optional.ofNullable(out)
          .ifPresent(f -> PresetOptions.write(f, csv(points, predictions, found)));
    }
    return 0;
  }

  /** The clusters of the predictions; without a number those of the best criterion. */
  private Clustering cluster(MixtureModel model, Matrix points, Matrix predictions) {
    if (clusters != null) {
      return model.baselines().cluster(predictions, clusters);
    }
    Clustering best = null;
    double least = Double.POSITIVE_INFINITY;
    int n = points.rows();
    for (int k = 1; k <= Math.min(MOST_CLUSTERS, n / 2); k++) {
      Clustering next = model.baselines().cluster(predictions, k);
      double parameters = k * points.columns() + k;
      double criterion =
          parameters * Math.log(n)
              - 2 * n * SetMetric.mixture(points, next).meanLogLikelihood(points);
      if (criterion < least) {
        least = criterion;
        best = next;
      }
    }
    return best;
  }

  private void print(Matrix points, Clustering found) {
    PrintWriter to = spec.commandLine().getOut();
    GaussianMixture mixture = SetMetric.mixture(points, found);
    to.printf(
        Locale.ROOT,
        "%d points, %d clusters, mean log-likelihood %.4f nats%n",
        points.rows(),
        found.centres().rows(),
        mixture.meanLogLikelihood(points));
    for (int k = 0; k < found.centres().rows(); k++) {
      StringBuilder centre = new StringBuilder();
      for (double x : found.centres().row(k)) {
        centre.append(String.format(Locale.ROOT, " %11.5g", x));
      }
      to.printf(Locale.ROOT, "%3d  weight %.4f  centre%s%n", k, mixture.weights()[k], centre);
    }
    to.flush();
  }

  private static String csv(Matrix points, Matrix predictions, Clustering found) {
    StringBuilder text = new StringBuilder();
    int d = points.columns();
    for (int j = 1; j <= d; j++) {
      text.append("x").append(j).append(',');
    }
    for (int j = 1; j <= d; j++) {
      text.append("y").append(j).append(',');
    }
    text.append("cluster\n");
    for (int i = 0; i < points.rows(); i++) {
      for (double x : points.row(i)) {
        text.append(x).append(',');
      }
      for (double y : predictions.row(i)) {
        text.append(y).append(',');
      }
      text.append(found.labels()[i]).append('\n');
    }
    return text.toString();
  }
}
