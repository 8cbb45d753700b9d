package dev.hydrant.trainer.protein.sample;

import dev.hydrant.trainer.protein.sample.Layout.Segment;
import dev.hydrant.trainer.protein.structure.AminoAcid;
import dev.hydrant.trainer.protein.structure.AtomSlots;
import dev.hydrant.trainer.protein.structure.Geometry;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Generates chains of 40 to 120 residues from a seed alone: helices, strands and loops, compact and
 * without clashes of CA, with all heavy atoms. The letters depend on the state of each residue
 * ({@link SecondaryState#probability}), so that a model of sequence and structure has something to
 * learn whose best cross entropy is known.
 *
 * <p>Side chains have ideal rotamers, χ ∈ {−60°, 60°, 180°} ± 8°; they may touch each other.
 */
public final class ChainGenerator {
  /** What generated chains have for a source. */
  public static final String SOURCE = "generated";

  private static final int TRIES = 200;
  private static final double GYRATION = 1.35 * 2.2;
  private static final double GYRATION_POWER = 0.38;
  private static final int ROW = 3 * AtomSlots.COUNT;
  private static final double[] ROTAMERS = {-60, 60, 180};
  private static final double ROTAMER_DEVIATION = 8;

  private static final long STRIDE = 0xD1B54A32D192ED03L; // odd, and not that of the generator

  private final long start;

  /** A family of chains; two seeds give unrelated ones. */
  public ChainGenerator(long seed) {
    this.start = new SplittableRandom(seed).nextLong();
  }

  /** A chain by its number; the same each time. */
  public GeneratedChain chain(int index) {
    SplittableRandom random = new SplittableRandom(start + index * STRIDE);
    while (true) {
      Layout layout = Layout.draw(random);
      String sequence = letters(layout, random);
      Backbone backbone = fold(layout, sequence, random);
      if (backbone != null) {
        String id = String.format(Locale.ROOT, "gen_%06d", index);
        return new GeneratedChain(dress(id, sequence, backbone, random), layout.states());
      }
    }
  }

  private static String letters(Layout layout, SplittableRandom random) {
    StringBuilder letters = new StringBuilder();
    for (Segment segment : layout.segments()) {
      for (int i = segment.start(); i < segment.end(); i++) {
        letters.append(segment.state().draw(random));
      }
    }
    return letters.toString();
  }

  /**
   * Grows segment by segment, and goes back one or more where the chain touches itself or becomes
   * too wide. Null after 200 segments.
   */
  private static Backbone fold(Layout layout, String sequence, SplittableRandom random) {
    List<Segment> segments = layout.segments();
    Backbone backbone = new Backbone(layout.length());
    int next = 0;
    for (int tries = 0; tries < TRIES; tries++) {
      Segment segment = segments.get(next);
      backbone.cut(segment.start());
      grow(backbone, segment, sequence, random);
      if (!backbone.clashes(segment.start()) && isCompact(backbone, next)) {
        next++;
        if (next == segments.size()) {
          return backbone;
        }
      } else {
        int back =
            next <= 1 ? 0 : random.nextInt(4) == 0 ? 3 : 1; // to a loop, or to the one before
        next = Math.max(0, next - back);
      }
    }
    return null;
  }

  /** Radius of gyration at most 1.35 × 2.2·n^0.38 Å; a single helix may be longer. */
  private static boolean isCompact(Backbone backbone, int segment) {
    double widest = GYRATION * Math.pow(backbone.length(), GYRATION_POWER);
    return segment < 2 || backbone.radiusOfGyration() <= widest;
  }

  private static void grow(
      Backbone backbone, Segment segment, String sequence, SplittableRandom random) {
    for (int i = segment.start(); i < segment.end(); i++) {
      Basin basin = Basin.of(segment.state(), sequence.charAt(i), random);
      backbone.grow(basin.phi(random), basin.psi(random), random);
    }
  }

  private static ProteinChain dress(
      String id, String sequence, Backbone backbone, SplittableRandom random) {
    Pose pose = Pose.draw(backbone, random);
    float[] coordinates = new float[sequence.length() * ROW];
    short[] atoms = new short[sequence.length()];
    for (int i = 0; i < sequence.length(); i++) {
      double[][] slots = residue(sequence.charAt(i), backbone, i, random);
      for (int slot = 0; slot < slots.length; slot++) {
        if (slots[slot] != null) {
          atoms[i] |= (short) (1 << slot);
          double[] moved = pose.apply(slots[slot]);
          for (int k = 0; k < 3; k++) {
            coordinates[i * ROW + 3 * slot + k] = (float) moved[k];
          }
        }
      }
    }
    return new ProteinChain(id, sequence, coordinates, atoms, List.of(), Source.named(SOURCE));
  }

  private static double[][] residue(
      char letter, Backbone backbone, int i, SplittableRandom random) {
    double[][] at = new double[AtomSlots.COUNT][];
    at[AtomSlots.N] = backbone.n(i);
    at[AtomSlots.CA] = backbone.ca(i);
    at[AtomSlots.C] = backbone.c(i);
    at[AtomSlots.O] =
        Geometry.place(
            backbone.n(i),
            backbone.ca(i),
            backbone.c(i),
            1.231,
            Math.toRadians(120.4),
            backbone.psi(i) + Math.PI);
    double[] chi = new double[5];
    for (int k = 1; k < chi.length; k++) {
      chi[k] = ROTAMERS[random.nextInt(3)] + ROTAMER_DEVIATION * Normal.draw(random);
    }
    for (SideChainGeometry.Placement p : SideChainGeometry.of(AminoAcid.of(letter))) {
      at[p.slot()] =
          Geometry.place(
              at[p.a()],
              at[p.b()],
              at[p.c()],
              p.length(),
              Math.toRadians(p.angle()),
              Math.toRadians(chi[p.chi()] + p.offset()));
    }
    return at;
  }
}
