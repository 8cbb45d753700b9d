package dev.hydrant.trainer.codes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.model.EpochEnd;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.model.Moment;
import dev.hydrant.trainer.model.Occasion;
import dev.hydrant.trainer.model.Stateful;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Rows through a linear code, its nearest entry of a codebook, and back. */
final class CodesModel extends Module implements TrainableModel {
  static final String WEIGHT = "commitment_weight";

  private final CodesConfig config;
  private final CodesData feed;
  private final Parameter encode;
  private final Parameter decode;
  private final Parameter codes;
  private int resets;

  CodesModel(CodesConfig config, CodesFacts facts) {
    this.config = config;
    this.feed = new CodesData(config, facts.mean(), facts.scale());
    int width = CodesData.WIDTH;
    this.encode = parameter("encode", Init.normal(0.5), width, width);
    this.decode = parameter("decode", Init.normal(0.5), width, width);
    this.codes = buffer("codes", Init.normal(0.5), config.codes(), width);
  }

  @Override
  public Module module() {
    return this;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  /** Grows by a tenth each epoch. */
  @Override
  public Map<String, Double> scheduled(Moment moment) {
    return Map.of(WEIGHT, 0.1 * (moment.epoch() + 1));
  }

  /** The nearest code of each latent as one-hot rows; {@code [B, K]}. */
  private Tensor nearest(Tensor latents) {
    Tensor far =
        codes.square().sum(1).unsqueeze(0).sub(latents.linear(codes).mul(2)); // [B, K], but |z|²
    return far.argmin(1).oneHot(codes.shape()[0]).to(latents.dtype());
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    Tensor rows = batch.get(CodesData.ROWS); // [B, width]
    Tensor latents = rows.linear(encode);
    Tensor chosen = nearest(latents.detach()); // [B, K]
    Tensor code = chosen.matmul(codes);
    Tensor error = latents.add(code.sub(latents).detach()).linear(decode).sub(rows);
    Tensor reconstruction = error.square().mean();
    Tensor commitment = latents.sub(code.detach()).square().mean();
    Tensor count = chosen.sum(0).unsqueeze(1); // [K, 1]
    Tensor mean = chosen.t().matmul(latents.detach()).div(count.clamp(1, 1e9));
    Tensor moved = codes.add(mean.sub(codes).mul(count.clamp(0, 1).mul(0.2)));
    return new Objective(reconstruction.add(commitment.mul(batch.get(WEIGHT).squeeze(0))))
        .ratio("used", count.clamp(0, 1).sum(), count.ge(0).to(count.dtype()).sum())
        .histogram("use", count.squeeze(1))
        .gather("code", chosen.argmax(1))
        .gather("kind", batch.get(CodesData.KIND))
        .metric("reconstruction", reconstruction)
        .metric("commitment", commitment)
        .update(codes, moved);
  }

  /** Codes that no training row uses become the latents of random rows of the last batch. */
  @Override
  public Map<Parameter, Tensor> atEpochEnd(EpochEnd end) {
    if (!end.moment().isEpochEnd(config.resetEvery())) {
      return Map.of();
    }
    double[] use = new double[config.codes()];
    end.trainingRows(
        batch -> {
          double[] counts = nearest(batch.get(CodesData.ROWS).linear(encode)).sum(0).toDoubles();
          Arrays.setAll(use, k -> use[k] + counts[k]);
          return true;
        });
    float[] latents = end.lastBatch().get(CodesData.ROWS).linear(encode).toFloats();
    float[] values = codes.toFloats();
    SplittableRandom random = end.random("codes");
    int reset = 0;
    for (int k = 0; k < use.length; k++) {
      if (use[k] == 0) {
        int row = random.nextInt(latents.length / CodesData.WIDTH);
        System.arraycopy(
            latents, row * CodesData.WIDTH, values, k * CodesData.WIDTH, CodesData.WIDTH);
        reset++;
      }
    }
    resets += reset;
    end.metric("codes_reset", reset);
    return Map.of(codes, end.torch().tensor(values, codes.shape()));
  }

  @Override
  public Map<String, byte[]> checkpointFiles(Moment moment) {
    String table = "step,resets\n" + moment.step() + "," + resets + "\n";
    return Map.of("resets.csv", table.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void writeArtefacts(Artefacts artefacts) {
    String line = artefacts.occasion() + " " + artefacts.moment().step() + "\n";
    artefacts.write(
        "artefacts/" + artefacts.occasion() + ".txt", line.getBytes(StandardCharsets.UTF_8));
    if (artefacts.occasion() == Occasion.BEST) {
      artefacts
          .in(artefacts.directory().resolve("export"))
          .write("codes.txt", Arrays.toString(codes.toFloats()).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** How many codes were reset so far. */
  @Override
  public Optional<Stateful> state() {
    return Optional.of(
        new Stateful() {
          @Override
          public void save(ObjectNode state) {
            state.put("resets", resets);
          }

          @Override
          public void restore(JsonNode state) {
            resets = state.path("resets").asInt();
          }
        });
  }

  /** The share of rows whose code mostly has rows of their kind, and the codes in use. */
  @Override
  public Map<String, Double> summarize(Gathered gathered) {
    Map<String, Double> out = new LinkedHashMap<>();
    out.put("purity", purity(gathered));
    out.put("training_purity", purity(gathered.training()));
    out.put(
        "utilization",
        Arrays.stream(gathered.histogram("use")).filter(n -> n > 0).count()
            / (double) config.codes());
    return out;
  }

  private double purity(Gathered gathered) {
    double[] code = gathered.rows("code").values();
    double[] kind = gathered.rows("kind").values();
    int[][] table = new int[config.codes()][3];
    for (int i = 0; i < code.length; i++) {
      table[(int) code[i]][(int) kind[i]]++;
    }
    int right = Arrays.stream(table).mapToInt(row -> Arrays.stream(row).max().orElse(0)).sum();
    return (double) right / code.length;
  }
}
