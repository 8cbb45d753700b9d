package dev.hydrant.trainer.protein.feed;

import dev.hydrant.trainer.data.EpochPermutation;
import dev.hydrant.trainer.data.ShapeBuckets;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.protein.config.MaskingSection;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.config.TrainingSection;
import dev.hydrant.trainer.protein.model.Tracks;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.tokens.ProteinBatch;
import dev.hydrant.trainer.protein.tokens.SequenceVocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes the arrays of {@link Tracks} of some proteins. */
final class BatchMaker {
  private static final long VALIDATION_SEED = 5000;

  private final OdysseyConfig config;
  private final AtomDetail detail;
  private final ShapeBuckets buckets;
  private final int rows;
  private final long seed;
  private final boolean training;
  private final NoiseSchedule schedule;

  /**
   * @param rows of every batch; those without a protein are padding
   */
  BatchMaker(
      OdysseyConfig config,
      AtomDetail detail,
      ShapeBuckets buckets,
      int rows,
      long seed,
      boolean training) {
    this.config = config;
    this.detail = detail;
    this.buckets = buckets;
    this.rows = rows;
    this.seed = training ? seed : seed + VALIDATION_SEED;
    this.training = training;
    MaskingSection masking = config.masking();
    schedule =
        masking.strategy() == MaskingSection.Strategy.DISCRETE_DIFFUSION
            ? NoiseSchedule.of(masking.discreteDiffusion().orElseThrow())
            : null;
  }

  /**
   * Makes a batch.
   *
   * @param places of the proteins in the set
   * @param batch its number, which training's random numbers follow from
   * @param first number of the first protein among those of a validation
   * @param all how many proteins a validation has
   */
  Batch make(ProteinSet set, int[] places, long batch, int first, int all) {
    List<ProteinChain> chains = new ArrayList<>();
    for (int row = 0; row < places.length; row++) {
      ProteinChain chain = set.chains().get(places[row]);
      chains.add(
          training ? changed(chain, random("chain", batch, row)) : posed(chain, places[row]));
    }
    int most = config.model().maxLen();
    int longest = chains.stream().mapToInt(ProteinChain::length).max().orElse(1) + 2;
    int length = buckets.padded(Math.min(most, longest));
    ProteinBatch p = ProteinBatch.of(chains, detail, most, length);
    long[] sequence = Arrays.copyOf(p.sequence(), rows * length);
    Arrays.fill(sequence, p.sequence().length, sequence.length, SequenceVocabulary.PAD);
    boolean[] realSequence = not(p.nonrealSequence(), rows * length);
    boolean[] real = not(p.nonrealCoordinates(), rows * length);
    Masks masks = new Masks(rows, length);
    for (int row = 0; row < places.length; row++) {
      SplittableRandom random =
          training ? random("mask", batch, row) : random("mask", places[row], 0);
      int time = training || schedule == null ? -1 : stratified(first + row, all);
      MaskDraw draw = MaskDraw.of(config.masking(), schedule, time, random);
      masks.set(row, draw, realSequence, real, random);
    }
    Map<String, Batch.Array> arrays = new LinkedHashMap<>();
    long a = detail.slots();
    float[] coordinates = Arrays.copyOf(p.coordinates(), (int) (rows * length * a * 3));
    arrays.put(Tracks.SEQUENCE, new Batch.Longs(sequence, rows, length));
    arrays.put(Tracks.COORDINATES, new Batch.Floats(coordinates, rows, length, a, 3));
    arrays.put(Tracks.REAL_SEQUENCE, new Batch.Bools(realSequence, rows, length));
    arrays.put(Tracks.REAL, new Batch.Bools(real, rows, length));
    arrays.put(Tracks.PRESENT, new Batch.Bools(not(p.pad(), rows * length), rows, length));
    arrays.put(Tracks.MASKED_SEQUENCE, new Batch.Bools(masks.sequence, rows, length));
    arrays.put(Tracks.MASKED, new Batch.Bools(masks.structure, rows, length));
    boolean[] atoms = Arrays.copyOf(p.atoms(), (int) (rows * length * a));
    arrays.put(Tracks.ATOMS, new Batch.Bools(atoms, rows, length, a));
    arrays.put(Tracks.TIME, new Batch.Longs(masks.time, rows));
    arrays.put(Tracks.NOISE, new Batch.Floats(masks.noise, rows));
    arrays.put(Tracks.RATE, new Batch.Floats(masks.rate, rows));
    long residues = 0;
    for (boolean is : real) {
      residues += is ? 1 : 0;
    }
    return new Batch(arrays, residues);
  }

  /** Masks and times of all rows; those without a protein have a harmless noise. */
  private static final class Masks {
    private final int length;
    private final boolean[] sequence;
    private final boolean[] structure;
    private final long[] time;
    private final float[] noise;
    private final float[] rate;

    Masks(int rows, int length) {
      this.length = length;
      sequence = new boolean[rows * length];
      structure = new boolean[rows * length];
      time = new long[rows];
      noise = new float[rows];
      rate = new float[rows];
      Arrays.fill(noise, 1);
    }

    void set(
        int row, MaskDraw draw, boolean[] realSequence, boolean[] real, SplittableRandom random) {
      SplittableRandom ofSequence = random.split();
      SplittableRandom ofStructure = random.split();
      int from = row * length;
      MaskDraw.draw(draw.sequence(), realSequence, sequence, from, length, false, ofSequence);
      MaskDraw.draw(draw.structure(), real, structure, from, length, true, ofStructure);
      time[row] = draw.time();
      noise[row] = (float) draw.noise();
      rate[row] = (float) draw.rate();
    }
  }

  /** The values turned round; what is beyond their end is false. */
  private static boolean[] not(boolean[] values, int length) {
    boolean[] out = new boolean[length];
    for (int i = 0; i < values.length; i++) {
      out[i] = !values[i];
    }
    return out;
  }

  /** The time of a validation protein: all are about equally often there, in a mixed order. */
  private int stratified(int protein, int all) {
    int mixed = (int) new EpochPermutation(all, seed).item(protein);
    return (int) Math.floor((mixed + 0.5) * schedule.steps() / all);
  }

  private ProteinChain posed(ProteinChain chain, int place) {
    return config.training().rotateValidation()
        ? RandomPose.turned(chain, random("pose", place, 0))
        : chain;
  }

  private ProteinChain changed(ProteinChain chain, SplittableRandom random) {
    TrainingSection t = config.training();
    int most = config.model().maxLen() - 2;
    ProteinChain cut = chain;
    if (t.crop() == TrainingSection.Crop.RANDOM && chain.length() > most) {
      int from = random.nextInt(chain.length() - most + 1);
      cut = chain.part(chain.id(), from, from + most);
    }
    return t.rotate() ? RandomPose.turned(cut, random) : cut;
  }

  private SplittableRandom random(String stream, long a, long b) {
    long mixed = seed * 0x9E3779B97F4A7C15L + stream.hashCode();
    mixed = (mixed ^ mixed >>> 31) * 0xBF58476D1CE4E5B9L + a;
    mixed = (mixed ^ mixed >>> 29) * 0x94D049BB133111EBL + b;
    return new SplittableRandom(mixed ^ mixed >>> 32);
  }
}
