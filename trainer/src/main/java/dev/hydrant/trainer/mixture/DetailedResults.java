package dev.hydrant.trainer.mixture;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.mixture.evaluate.Cell;
import dev.hydrant.trainer.mixture.evaluate.Evaluator;
import dev.hydrant.trainer.mixture.picture.HeatMap;
import dev.hydrant.trainer.torch.EagerTorch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The tables of a trained network: by SNR, and a grid that goes beyond what it was trained on. */
final class DetailedResults {
  private static final List<Double> RATIOS = List.of(5.0, 10.0, 15.0);
  private static final int MOST_SETS = 64;
  private static final int GRID_SETS = 32;

  private final MixtureModel model;
  private final List<Cell> bySnr = new ArrayList<>();
  private final List<Cell> grid = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();
  private final List<Integer> components = new ArrayList<>();

  DetailedResults(MixtureModel model, EagerTorch torch) {
    this.model = model;
    int sets = (int) Math.min(MOST_SETS, model.config().validation().numValSamples());
    boolean em = model.config().validation().metrics().compareWithEm();
    Evaluator table = model.evaluator(torch, sets, em);
    RATIOS.forEach(snr -> bySnr.add(table.of(snr, Optional.empty(), Optional.empty())));
    var data = model.config().data();
    double low = Math.max(-5, data.snr().least() - 3);
    double high = Math.min(25, data.snr().most() + 3);
    for (int i = 0; i < 4; i++) {
      ratios.add(Math.rint(low + i * (high - low) / 3));
    }
    int most = (int) Math.min(64, data.clusters().most());
    IntStream.of((int) data.clusters().least(), most, most + 2, 2 * most)
        .distinct()
        .forEach(components::add);
    Evaluator few = model.evaluator(torch, Math.min(GRID_SETS, sets), false);
    for (int k : components) {
      ratios.forEach(snr -> grid.add(few.of(snr, Optional.of(k), Optional.empty())));
    }
  }

  List<Cell> bySnr() {
    return bySnr;
  }

  List<Cell> grid() {
    return grid;
  }

  byte[] heatMap() {
    var look = model.config().validation().visualize();
    return heatMap(grid, new HeatMap(look.colormap(), look.plotDpi()));
  }

  /** The excess of cells over SNR and K, in the order of a grid. */
  static byte[] heatMap(List<Cell> cells, HeatMap map) {
    List<Double> ratios = cells.stream().map(Cell::snr).distinct().sorted().toList();
    List<Integer> ks = cells.stream().map(Cell::components).distinct().sorted().toList();
    List<List<Double>> values = new ArrayList<>();
    for (int k : ks) {
      values.add(
          ratios.stream()
              .map(
                  snr ->
                      cells.stream()
                          .filter(c -> c.components() == k && c.snr() == snr)
                          .mapToDouble(Cell::excess)
                          .average()
                          .orElseThrow())
              .toList());
    }
    return map.draw(
        "excess: 0 is the Bayes bound, 1 the points as they are",
        "SNR in dB",
        ratios.stream().map(r -> "%.0f".formatted(r)).toList(),
        "K",
        ks.stream().map(k -> k == 0 ? "*" : Integer.toString(k)).toList(),
        values);
  }

  static ArrayNode json(List<Cell> cells) {
    ArrayNode out = JsonNodeFactory.instance.arrayNode();
    for (Cell c : cells) {
      ObjectNode node = out.addObject();
      node.put("snr_db", c.snr());
      if (c.components() > 0) {
        node.put("k", c.components());
      }
      node.put("sets", c.sets());
      node.put("identity", c.identity());
      node.put("bayes", c.bayes());
      node.put("mse", c.model().mse());
      node.put("excess", c.excess());
      node.put("kmeans", c.kMeans().mse());
      c.em().ifPresent(em -> node.put("em", em.mse()));
      node.put("wasserstein", c.model().wasserstein().mean());
      node.put("wasserstein_sd", c.model().wasserstein().deviation());
      node.put("kmeans_wasserstein", c.kMeans().wasserstein().mean());
      node.put("predictions_kmeans_wasserstein", c.ofPredictions().wasserstein().mean());
      node.put("improvement_percent", c.improvement());
    }
    return out;
  }
}
