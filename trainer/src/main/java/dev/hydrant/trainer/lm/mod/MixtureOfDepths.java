package dev.hydrant.trainer.lm.mod;

import dev.hydrant.trainer.lm.GptEmbedding;
import dev.hydrant.trainer.lm.generate.TextGenerator;
import dev.hydrant.trainer.lm.generate.Vocabulary;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.nn.GptBlock;
import dev.hydrant.trainer.nn.KvCache;
import dev.hydrant.trainer.nn.LayerNorm;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A GPT-2 whose blocks take the tokens that need them (Raposo et al. 2024, arXiv 2404.02258). In
 * training each routed block takes the same number of tokens of every row, chosen by looking at the
 * whole row; to generate, a predictor of that choice is learned which sees a token alone.
 */
public final class MixtureOfDepths extends Module {
  private static final double EPS = 1e-5;

  private final MixtureOfDepthsConfig config;
  private final GptEmbedding embedding;
  private final List<Module> blocks = new ArrayList<>();
  private final LayerNorm lnF;

  public MixtureOfDepths(MixtureOfDepthsConfig c) {
    config = c;
    embedding = part("transformer", new GptEmbedding(c.vocabSize(), c.nCtx(), c.dModel()));
    GptBlock.Shape shape =
        new GptBlock.Shape(c.dModel(), c.numHeads(), c.dMult(), c.nLayers(), EPS, true);
    for (int i = 0; i < c.nLayers(); i++) {
      blocks.add(
          c.isRouted(i)
              ? part("h." + i, new RoutedBlock(c, shape))
              : part("h." + i, new GptBlock(shape, Tensor::geluTanh)));
    }
    lnF = part("ln_f", new LayerNorm(c.dModel(), EPS));
  }

  /** What the routed blocks took, with the predictors' terms of each. */
  private record Passed(Tensor x, List<Tensor> losses, List<Tensor> hits) {}

  private Passed byValue(Tensor ids) {
    Tensor x = embedding.forward(ids);
    List<Tensor> losses = new ArrayList<>();
    List<Tensor> hits = new ArrayList<>();
    for (Module m : blocks) {
      if (m instanceof RoutedBlock b) {
        RoutedBlock.Routed r = b.byValue(x);
        x = r.x();
        if (r.predictorLoss() != null) {
          losses.add(r.predictorLoss());
          hits.add(r.predictorHits());
        }
      } else {
        x = ((GptBlock) m).forward(x);
      }
    }
    return new Passed(lnF.forward(x), losses, hits);
  }

  private Tensor byPrediction(Tensor ids) {
    Tensor x = embedding.forward(ids);
    for (Module m : blocks) {
      x = m instanceof RoutedBlock b ? b.byPrediction(x) : ((GptBlock) m).forward(x);
    }
    return lnF.forward(x);
  }

  /** Hidden states as in evaluation, ids {@code [B, T]} → {@code [B, T, D]}. */
  private Tensor evaluated(Tensor ids) {
    return config.predictsInEvaluation() ? byPrediction(ids) : byValue(ids).x();
  }

  /** Logits as in evaluation, ids {@code [B, T]} → {@code [B, T, V]}. */
  public Tensor logits(Tensor ids) {
    return embedding.logits(evaluated(ids));
  }

  /** ids {@code [B, T]} → logits of the token that follows each row {@code [B, V]}. */
  public Tensor nextLogits(Tensor ids) {
    return embedding.logits(evaluated(ids).select(1, ids.size(1) - 1));
  }

  /** The next tokens of a text, ids {@code [1, S]} → logits behind the last {@code [1, V]}. */
  public Tensor nextLogits(Tensor ids, KvCache cache) {
    Tensor x = embedding.next(ids, cache);
    for (Module m : blocks) {
      x = m instanceof RoutedBlock b ? b.next(x, cache) : ((GptBlock) m).next(x, cache);
    }
    return embedding.logits(lnF.forward(x.select(1, ids.size(1) - 1)));
  }

  /** How text is drawn; without memory where tokens are chosen by looking at the whole row. */
  public Generator generator() {
    Vocabulary known = Vocabulary.gpt2(config.vocabSize());
    return config.predictsInEvaluation()
        ? new TextGenerator(known, this, this::nextLogits, this::nextLogits, config.nCtx())
        : new TextGenerator(known, this::nextLogits, config.nCtx());
  }

  /**
   * The loss of ids and targets, both {@code [B, T]}. In training it is the cross entropy and the
   * mean loss of the predictors, whose gradient reaches the predictors alone; otherwise it is the
   * cross entropy as in evaluation.
   */
  public Objective loss(Tensor ids, Tensor targets, Phase phase) {
    if (phase != Phase.TRAIN) {
      return new Objective(embedding.loss(evaluated(ids), targets));
    }
    Passed passed = byValue(ids);
    Tensor ce = embedding.loss(passed.x(), targets);
    if (passed.losses().isEmpty()) {
      return new Objective(ce);
    }
    Tensor predictors = mean(passed.losses());
    return new Objective(ce.add(predictors))
        .metric("ce_loss", ce)
        .metric("predictor_loss", predictors)
        .metric("router_acc", mean(passed.hits()));
  }

  /** The cross entropy as in training. */
  Tensor crossEntropy(Tensor ids, Tensor targets) {
    return embedding.loss(byValue(ids).x(), targets);
  }

  private static Tensor mean(List<Tensor> terms) {
    return terms.stream().reduce(Tensor::add).orElseThrow().div(terms.size());
  }

  /** The tokens each routed block takes of ids {@code [B, T]} in training, {@code [B, k]} each. */
  List<Tensor> chosen(Tensor ids) {
    List<Tensor> out = new ArrayList<>();
    Tensor x = embedding.forward(ids);
    for (Module m : blocks) {
      if (m instanceof RoutedBlock b) {
        out.add(b.chosen(b.values(x)));
        x = b.byValue(x).x();
      } else {
        x = ((GptBlock) m).forward(x);
      }
    }
    return out;
  }
}
