package dev.hydrant.trainer.mixture.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cells as a table for people and as CSV. */
public final class CellTable {
  private static final String COLUMNS =
      "snr_db,k,n,sets,identity,bayes,mse,excess,w2,w2_sd,ln_w2,ln_w2_sd,"
          + "kmeans_mse,kmeans_w2,kmeans_w2_sd,kmeans_ln_w2,"
          + "predictions_kmeans_mse,predictions_kmeans_w2,predictions_kmeans_w2_sd,"
          + "em_mse,em_w2,em_w2_sd,improvement_percent\n";

  private CellTable() {}

  /** One line for each cell; a K or N of 0 varies as in training. */
  public static String csv(List<Cell> cells) {
    StringBuilder out = new StringBuilder(COLUMNS);
    for (Cell c : cells) {
      Optional<Cell.Method> em = c.em();
      out.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%d,%d,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s%n",
              c.snr(),
              c.components(),
              c.points(),
              c.sets(),
              c.identity(),
              c.bayes(),
              c.model().mse(),
              c.excess(),
              c.model().wasserstein().mean(),
              c.model().wasserstein().deviation(),
              c.model().logarithm().mean(),
              c.model().logarithm().deviation(),
              c.kMeans().mse(),
              c.kMeans().wasserstein().mean(),
              c.kMeans().wasserstein().deviation(),
              c.kMeans().logarithm().mean(),
              c.ofPredictions().mse(),
              c.ofPredictions().wasserstein().mean(),
              c.ofPredictions().wasserstein().deviation(),
              em.map(e -> Double.toString(e.mse())).orElse(""),
              em.map(e -> Double.toString(e.wasserstein().mean())).orElse(""),
              em.map(e -> Double.toString(e.wasserstein().deviation())).orElse(""),
              c.improvement()));
    }
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  /** A table with a head. */
  public static String text(List<Cell> cells) {
    StringBuilder out =
        new StringBuilder(
            "  SNR    K     N    identity  k-means      EM   model   Bayes  excess |"
                + "  W2: model  k-means  of predictions  better by\n");
    for (Cell c : cells) {
      out.append(
          String.format(
              Locale.ROOT,
              "%5.1f %4s %5s    %8.4f %8.4f %7s %7.4f %7.4f %7.3f | %10.4f %8.4f %15.4f %8.1f %%%n",
              c.snr(),
              c.components() == 0 ? "*" : c.components(),
              c.points() == 0 ? "*" : c.points(),
              c.identity(),
              c.kMeans().mse(),
              c.em().map(e -> String.format(Locale.ROOT, "%.4f", e.mse())).orElse(""),
              c.model().mse(),
              c.bayes(),
              c.excess(),
              c.model().wasserstein().mean(),
              c.kMeans().wasserstein().mean(),
              c.ofPredictions().wasserstein().mean(),
              c.improvement()));
    }
    return out.toString();
  }
}
