package dev.hydrant.trainer.mixture;

import dev.hydrant.trainer.analysis.Clustering;
import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.mixture.config.Validation;
import dev.hydrant.trainer.mixture.data.PointSet;
import dev.hydrant.trainer.mixture.picture.SetPicture;
import dev.hydrant.trainer.torch.EagerTorch;
import java.util.ArrayList;
import java.util.List;

/** Pictures of a run's validation sets. */
final class RunPictures {
  private static final List<Double> FLOWS = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

  private final MixtureModel model;
  private final Validation.Visualize look;

  RunPictures(MixtureModel model) {
    this.model = model;
    this.look = model.config().validation().visualize();
  }

  /** The first sets with the network's predictions. */
  byte[] predictions(EagerTorch torch) {
    List<PointSet> sets = model.judgedSets();
    List<SetPicture.Row> rows = new ArrayList<>();
    for (PointSet set : sets.subList(0, Math.min(look.maxSamples(), sets.size()))) {
      Matrix predictions = model.predict(torch, List.of(set), true).get(0);
      Clustering kMeans =
          look.plotWithKmeans() ? model.baselines().cluster(set.points(), set.components()) : null;
      rows.add(new SetPicture.Row(set, predictions, kMeans, "predictions"));
    }
    return new SetPicture(look.plotDpi()).draw(rows);
  }

  /** The first set as the flow grows from 0, where points stay, to 1. */
  byte[] flows(EagerTorch torch) {
    PointSet set = model.judgedSets().get(0);
    List<SetPicture.Row> rows =
        FLOWS.stream()
            .map(s -> new SetPicture.Row(set, model.predictAt(torch, set, s), null, "flow " + s))
            .toList();
    return new SetPicture(look.plotDpi()).draw(rows);
  }
}
