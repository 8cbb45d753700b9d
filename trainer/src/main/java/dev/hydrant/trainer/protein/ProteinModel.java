package dev.hydrant.trainer.protein;

import dev.hydrant.trainer.analysis.Entropy;
import dev.hydrant.trainer.analysis.Quantiles;
import dev.hydrant.trainer.model.Artefacts;
import dev.hydrant.trainer.model.Feed;
import dev.hydrant.trainer.model.Gathered;
import dev.hydrant.trainer.model.Occasion;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.protein.config.MaskingSection;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.feed.ProteinFacts;
import dev.hydrant.trainer.protein.feed.ProteinFeed;
import dev.hydrant.trainer.protein.model.Autoencoder;
import dev.hydrant.trainer.protein.model.ProteinNetwork;
import dev.hydrant.trainer.protein.model.Tracks;
import dev.hydrant.trainer.protein.model.Trunk;
import dev.hydrant.trainer.protein.safety.ModelConfig;
import dev.hydrant.trainer.protein.safety.TrainingConfig;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.weights.PartialInit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A protein model of any style with its proteins. */
public final class ProteinModel implements TrainableModel {
  private final OdysseyConfig config;
  private final ProteinNetwork network;
  private final ProteinFacts facts;
  private final ProteinFeed feed;
  private final Optional<EncoderSource> source;

  ProteinModel(OdysseyConfig config, ProteinFacts facts, Optional<EncoderSource> source) {
    this.config = config;
    this.source = source;
    this.facts = facts;
    network =
        switch (config.model().style()) {
          case STAGE_1 -> Autoencoder.stage1(config.model(), config.loss());
          case STAGE_2 -> Autoencoder.stage2(config.model(), config.loss(), facts.encoder());
          case MLM, DISCRETE_DIFFUSION -> new Trunk(config, facts.encoder());
        };
    feed = new ProteinFeed(config, facts);
  }

  /** What it was configured by. */
  public OdysseyConfig config() {
    return config;
  }

  /** The network of its style. */
  public ProteinNetwork network() {
    return network;
  }

  @Override
  public Module module() {
    return network.module();
  }

  @Override
  public Feed feed() {
    return feed;
  }

  /** The same proteins with other masks. */
  public ProteinFeed feed(MaskingSection masking) {
    return new ProteinFeed(config.with(masking), facts);
  }

  @Override
  public Objective loss(Map<String, Tensor> batch, Phase phase) {
    return network.loss(Tracks.of(batch), phase);
  }

  @Override
  public List<PartialInit> initialParts() {
    return source.map(s -> List.of(s.weights())).orElse(List.of());
  }

  /** Distances of single proteins, and how the codes are used. */
  @Override
  public Map<String, Double> summarize(Gathered gathered) {
    Map<String, Double> out = new LinkedHashMap<>();
    if (network instanceof Autoencoder autoencoder) {
      double[] each =
          gathered.batches(Autoencoder.RMSD).stream()
              .flatMapToDouble(t -> Arrays.stream(t.values()))
              .filter(r -> r >= 0)
              .toArray();
      if (each.length > 0) {
        out.put("rmsd_median", Quantiles.of(each).median());
      }
      use(gathered.histogram(Autoencoder.TOKENS), autoencoder, out);
    }
    return out;
  }

  private static void use(double[] counts, Autoencoder model, Map<String, Double> out) {
    long[] whole = Arrays.stream(counts).mapToLong(c -> (long) c).toArray();
    long used = Arrays.stream(whole).filter(c -> c > 0).count();
    long residues = Arrays.stream(whole).sum();
    out.put("codes_used", (double) used);
    out.put("codebook_usage", (double) used / whole.length);
    out.put(
        "codebook_usage_possible", (double) used / Math.max(1, Math.min(residues, whole.length)));
    out.put("codebook_perplexity", Entropy.perplexity(whole));
    List<Integer> levels = model.encoder().shape().levels();
    int basis = 1;
    for (int d = 0; d < levels.size(); d++) {
      boolean[] seen = new boolean[levels.get(d)];
      for (int token = 0; token < whole.length; token++) {
        seen[token / basis % seen.length] |= whole[token] > 0;
      }
      int count = 0;
      for (boolean s : seen) {
        count += s ? 1 : 0;
      }
      out.put("level_usage_" + d, (double) count / seen.length);
      basis *= seen.length;
    }
  }

  /**
   * The configuration in the run's directory, in the form of {@code config save --separate}; in the
   * end a link to the run, as later stages look for it, if a folder for that is given.
   */
  @Override
  public void writeArtefacts(Artefacts artefacts) {
    if (artefacts.occasion() == Occasion.START) {
      ModelConfig model = ModelConfig.of(config.model(), network.encoder().shape().levels());
      artefacts.write("model.json", model.json());
      artefacts.write(
          "training.json",
          TrainingConfig.of(config.training(), config.loss(), config.masking()).json());
    } else if (artefacts.occasion() == Occasion.END) {
      config.training().checkpointDir().ifPresent(dir -> new NamedRun(config).link(dir, artefacts));
    }
  }

  /** What cross entropies mean for a reader. */
  @Override
  public Map<String, Double> derived(Map<String, Double> means) {
    Map<String, Double> out = new LinkedHashMap<>();
    if (config.model().style() == Style.MLM) {
      out.put("ppl_seq", Math.exp(means.get("loss_seq")));
      out.put("ppl_struct", Math.exp(means.get("loss_struct")));
    }
    return out;
  }
}
