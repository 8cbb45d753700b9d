package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.decode.Choice;
import dev.hydrant.trainer.grammar.decode.RuleDecoder.Result;
import dev.hydrant.trainer.grammar.explore.LatentSpace;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.model.GenerationStats;
import dev.hydrant.trainer.model.Generator;
import dev.hydrant.trainer.model.SamplingOptions;
import dev.hydrant.trainer.torch.EagerTorch;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Draws one text from the prior: a latent vector, then rules; always a complete parse tree. */
final class GrammarGenerator implements Generator {
  private final GrammarVaeModel model;
  private final Grammar grammar;

  GrammarGenerator(GrammarVaeModel model, Grammar grammar) {
    this.model = model;
    this.grammar = grammar;
  }

  @Override
  public void check(String prompt) {
    if (!prompt.isEmpty()) {
      throw UserException.usage(
          "a grammar VAE draws whole texts, it does not continue '%s'.\nLeave the prompt out; ./hydrant grammar reconstruct RUN TEXT encodes a text and decodes it"
              .formatted(prompt));
    }
  }

  @Override
  public GenerationStats generate(
      EagerTorch torch, String prompt, SamplingOptions options, Consumer<String> sink) {
    long start = System.nanoTime();
    SplittableRandom random = new SplittableRandom(options.seed());
    LatentSpace space = new LatentSpace(model.network(), grammar, torch);
    Result drawn =
        space.decode(space.prior(1, random), true, choice(options.temperature(), random)).get(0);
    sink.accept(drawn.text());
    return new GenerationStats(drawn.rules().length, (System.nanoTime() - start) / 1e9, 0);
  }

  /** Rules by their probabilities; the likeliest ones at temperature 0. */
  static Choice choice(double temperature, SplittableRandom random) {
    return temperature == 0 ? Choice.GREEDY : Choice.drawing(temperature, random);
  }
}
