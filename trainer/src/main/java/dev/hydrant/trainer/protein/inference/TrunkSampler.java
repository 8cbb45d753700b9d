package dev.hydrant.trainer.protein.inference;

import dev.hydrant.trainer.analysis.Entropy;
import dev.hydrant.trainer.protein.config.LossSection;
import dev.hydrant.trainer.protein.config.MaskingSection;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.feed.NoiseSchedule;
import dev.hydrant.trainer.protein.model.Tracks;
import dev.hydrant.trainer.protein.model.Trunk;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import dev.hydrant.trainer.protein.tokens.SequenceVocabulary;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws residues and structure tokens from a trunk.
 *
 * <p>A masked language model fills in a few positions of each track in a pass. A diffusion goes
 * through its times backwards: from t to t − 1 a mask becomes y with chance s_y·(e^Δσ − 1), which
 * for the true scores is the chance of the reverse process (Lou et al. 2023, arXiv 2310.16834); at
 * the end all that is left is drawn.
 */
public final class TrunkSampler {
  private final EagerTorch torch;
  private final Trunk trunk;
  private final OdysseyConfig config;

  /**
   * @param torch where the weights are
   */
  public TrunkSampler(EagerTorch torch, Trunk trunk, OdysseyConfig config) {
    this.torch = torch;
    this.trunk = trunk;
    this.config = config;
  }

  /**
   * How ids are drawn.
   *
   * @param temperature higher is bolder; 0 takes the likeliest
   * @param perPass positions that a masked language model fills in at a time
   * @param order which it fills in first
   * @param seed the same seed draws the same
   */
  public record Options(double temperature, int perPass, UnmaskingOrder order, long seed) {}

  /**
   * What is given.
   *
   * @param id of the result
   * @param residues {@code [L]} letters, ? for those to be drawn
   * @param structure whose tokens are given, of L residues; null to draw them
   */
  public record Given(String id, String residues, ProteinChain structure) {}

  /** Most residues of a chain. */
  public int mostResidues() {
    return config.model().maxLen() - 2;
  }

  /** Draws what is not given. */
  public TokenizedChain draw(Given given, Options options) {
    int[] sequence =
        given
            .residues()
            .chars()
            .map(c -> c == '?' ? -1 : SequenceVocabulary.id((char) c))
            .toArray();
    int[] tokens = new int[sequence.length];
    Arrays.fill(tokens, -1);
    if (given.structure() != null) {
      tokens = new Tokenizer(torch, trunk.encoder()).tokenize(given.structure()).tokens();
    }
    Draft draft = new Draft(sequence, tokens, trunk.encoder().fsq().count());
    ProteinChain seen = given.structure() == null ? nowhere(sequence.length) : given.structure();
    // Drawing a code gives a residue no place, so that its coordinates stay hidden.
    boolean[] hidden = draft.structure().masked().clone();
    SplittableRandom random = new SplittableRandom(options.seed());
    if (config.model().style() == Style.DISCRETE_DIFFUSION) {
      diffuse(draft, seen, hidden, options, random);
    } else {
      fill(draft, seen, hidden, options, random);
    }
    StringBuilder letters = new StringBuilder();
    for (int id : draft.sequence().residues()) {
      letters.append(SequenceVocabulary.letter(id));
    }
    return new TokenizedChain(given.id(), letters.toString(), draft.structure().residues());
  }

  /** Residues of which nothing is known. */
  private static ProteinChain nowhere(int length) {
    short[] atoms = new short[length];
    Arrays.fill(atoms, (short) AtomSlots.NEEDED);
    return new ProteinChain(
        "x",
        "A".repeat(length),
        new float[length * 3 * AtomSlots.COUNT],
        atoms,
        List.of(),
        Source.named("none"));
  }

  /**
   * Logits of all positions.
   *
   * @param sequence {@code [L + 2, 30]}
   * @param structure {@code [L + 2, codes + 5]}
   */
  private record Guess(double[] sequence, double[] structure) {}

  private Guess guess(Draft draft, ProteinChain seen, boolean[] hidden, long time, double noise) {
    int l = draft.sequence().ids().length;
    try (Scope scope = torch.scope()) {
      return torch.noGrad(
          () -> {
            Tracks tracks =
                ChainTracks.of(
                    torch, seen, AtomDetail.BACKBONE, config.model().maxLen(), hidden, time, noise);
            Trunk.Logits logits =
                trunk.logits(
                    torch.tensor(draft.sequence().ids(), 1, l),
                    torch.tensor(draft.structure().ids(), 1, l),
                    tracks);
            return new Guess(logits.sequence().toDoubles(), logits.structure().toDoubles());
          });
    }
  }

  private void fill(
      Draft draft, ProteinChain seen, boolean[] hidden, Options options, SplittableRandom random) {
    while (!draft.isDone()) {
      Guess guess = guess(draft, seen, hidden, 0, 1);
      fill(draft.sequence(), guess.sequence(), options, random);
      fill(draft.structure(), guess.structure(), options, random);
    }
  }

  private record Place(int at, double rank, double[] chances) {}

  private static void fill(
      Draft.Track track, double[] logits, Options options, SplittableRandom random) {
    int width = logits.length / track.ids().length;
    List<Place> places = new ArrayList<>();
    for (int at = 0; at < track.ids().length; at++) {
      if (track.isMasked(at)) {
        double[] plain = Chances.of(logits, at * width, track.content(), 1);
        double rank =
            switch (options.order()) {
              case CONFIDENCE -> -Chances.largest(plain);
              case MIN_ENTROPY -> Entropy.nats(plain);
              case UNIFORM -> random.nextDouble();
            };
        places.add(
            new Place(
                at, rank, Chances.of(logits, at * width, track.content(), options.temperature())));
      }
    }
    places.sort(Comparator.comparingDouble(Place::rank));
    for (Place place : places.subList(0, Math.min(options.perPass(), places.size()))) {
      track.set(place.at(), Chances.draw(place.chances(), random));
    }
  }

  private void diffuse(
      Draft draft, ProteinChain seen, boolean[] hidden, Options options, SplittableRandom random) {
    MaskingSection.Diffusion settings =
        config
            .masking()
            .discreteDiffusion()
            .orElse(new MaskingSection.Diffusion(MaskingSection.Schedule.UNIFORM, 0.31, 5.68, 100));
    NoiseSchedule schedule = NoiseSchedule.of(settings);
    for (int t = schedule.steps() - 1; t >= 0 && !draft.isDone(); t--) {
      double noise = schedule.total(t);
      double next = t == 0 ? 0 : schedule.total(t - 1);
      Guess guess = guess(draft, seen, hidden, t, noise);
      jump(draft.sequence(), guess.sequence(), noise, next, options, random);
      jump(draft.structure(), guess.structure(), noise, next, options, random);
    }
  }

  private void jump(
      Draft.Track track,
      double[] logits,
      double noise,
      double next,
      Options options,
      SplittableRandom random) {
    int width = logits.length / track.ids().length;
    double scale = config.loss().scaleBySigma() ? 1 / Math.expm1(noise) / others(width, track) : 1;
    for (int at = 0; at < track.ids().length; at++) {
      if (track.isMasked(at)) {
        double sum = 0;
        for (int y = 0; y < track.content(); y++) {
          sum += Math.exp(logits[at * width + y]) * scale;
        }
        double leaves = next == 0 ? 1 : Math.min(1, sum * Math.expm1(noise - next));
        if (random.nextDouble() < leaves) {
          double[] chances = Chances.of(logits, at * width, track.content(), options.temperature());
          track.set(at, Chances.draw(chances, random));
        }
      }
    }
  }

  /** The ids that a mask may become, as the loss counts them. */
  private int others(int width, Draft.Track track) {
    return config.loss().scoreColumns() == LossSection.ScoreColumns.ALL
        ? width - 1
        : track.content();
  }
}
