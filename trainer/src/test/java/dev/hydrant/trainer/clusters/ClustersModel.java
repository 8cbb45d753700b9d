package dev.hydrant.trainer.clusters;

import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.data.dataset.Dataset;
import dev.hydrant.trainer.data.dataset.DatasetBatches;
import dev.hydrant.trainer.data.dataset.Rows;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.EpochEnd;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import dev.hydrant.trainer.weights.PartialInit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Centres of encoded points, which Java assigns to them in the middle of a step. */
final class ClustersModel extends Module implements TrainableModel {
  private static final int WIDTH = 4;
  private static final int CENTRES = 3;

  private final ClustersAdapter.Config config;
  private final Linear encoder =
      part("encoder", new Linear(WIDTH, 2, Init.normal(0.7), Init.normal(0.1)));
  private final Parameter centres = parameter("centres", Init.normal(1), CENTRES, 2);

  ClustersModel(ClustersAdapter.Config config) {
    this.config = config;
    if (config.encoder().isPresent()) {
      encoder.freeze();
    }
  }

  @Override
  public Module module() {
    return this;
  }

  @Override
  public Feed feed() {
    return new Points();
  }

  @Override
  public List<PartialInit> initialParts() {
    return config.encoder().stream()
        .map(run -> new PartialInit("encoder.", run, "encoder."))
        .toList();
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    Tensor z = encoder.forward(batch.get("points")).tanh(); // [N, 2]
    Tensor distances = z.unsqueeze(1).sub(centres).square().sum(2); // [N, K]
    long[] shape = {z.size(0)};
    Tensor nearest =
        Torch.host("nearest", List.of(distances), DType.INT64, shape, ClustersModel::nearest);
    return new Objective(distances.gather(1, nearest.unsqueeze(1)).mean());
  }

  private static Tensor nearest(EagerTorch torch, List<Tensor> in) {
    double[] d = in.get(0).toDoubles();
    long[] out = new long[d.length / CENTRES];
    for (int i = 0; i < d.length; i++) {
      int row = i / CENTRES;
      if (d[i] < d[row * CENTRES + (int) out[row]]) {
        out[row] = i % CENTRES;
      }
    }
    return torch.tensor(out, out.length);
  }

  @Override
  public Map<Parameter, Tensor> atEpochEnd(EpochEnd end) {
    if (end.moment().isEpochEnd(config.forgetEvery())) {
      end.resetMoments(centres);
    }
    return Map.of();
  }

  /** Twenty points, eight to a batch, so that the last batch of an epoch is smaller. */
  private static final class Points implements Feed {
    private static DatasetBatches.Builder<float[], Batch> points() {
      Dataset<float[]> all = Dataset.of("points", 20, Points::point);
      return DatasetBatches.<float[], Batch>of(
              all,
              (items, at) ->
                  new Batch(
                      Map.of("points", new Batch.Floats(Rows.join(items), items.size(), WIDTH)),
                      items.size()))
          .batchSize(8);
    }

    private static float[] point(long index) {
      SplittableRandom random = new SplittableRandom(index);
      float[] point = new float[WIDTH];
      for (int k = 0; k < WIDTH; k++) {
        point[k] = (float) ((k % CENTRES == index % CENTRES ? 2 : 0) + random.nextDouble());
      }
      return point;
    }

    @Override
    public BatchSource<Batch> training() {
      return points().shuffle(3).build();
    }

    @Override
    public BatchSource<Batch> validation() {
      return points().build();
    }

    @Override
    public long validationBatches() {
      return 3;
    }

    @Override
    public String unit() {
      return "points";
    }

    @Override
    public String describe() {
      return "20 points";
    }
  }
}
