package dev.hydrant.trainer.protein.measure;

import dev.hydrant.trainer.analysis.Matrix;
import dev.hydrant.trainer.analysis.Superposition;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.structure.Source;

/**
 * A structure that was made, laid over the one it is to be.
 *
 * @param target what it is to be
 * @param moved what was made, superposed on the target (Kabsch 1976)
 * @param rmsd root mean squared distance of the compared atoms, in Å
 * @param errors {@code [L]} the same of each residue's atoms after that superposition, in Å; NaN
 *     where no atom is compared
 */
public record Reconstruction(
    ProteinChain target, ProteinChain moved, double rmsd, double[] errors) {
  /** N, CA and C. */
  public static final int BACKBONE = 0b111;

  /** All slots. */
  public static final int ALL_ATOMS = (1 << 14) - 1;

  /**
   * Superposes.
   *
   * @param made {@code [L, slots, 3]} in Å
   * @param slots of {@code made}: 3, 4 or 14
   * @param compared which slots are compared, bit i for slot i; only where the target has an atom
   * @throws IllegalArgumentException if no atom is compared, or sizes differ
   */
  public static Reconstruction of(ProteinChain target, double[] made, int slots, int compared) {
    int length = target.length();
    if (made.length != length * slots * 3) {
      throw new IllegalArgumentException(
          made.length + " coordinates are not [" + length + ", " + slots + ", 3]");
    }
    int width = target.coordinates().length / Math.max(1, length) / 3;
    double[] from = new double[length * width * 3];
    double[] to = new double[from.length];
    double[] weights = new double[length * width];
    short[] atoms = new short[length];
    for (int i = 0; i < length; i++) {
      for (int slot = 0; slot < slots; slot++) {
        int at = i * width + slot;
        System.arraycopy(made, 3 * (i * slots + slot), from, 3 * at, 3);
        if (target.has(i, slot)) {
          atoms[i] |= (short) (1 << slot);
          System.arraycopy(target.position(i, slot), 0, to, 3 * at, 3);
          weights[at] = compared >> slot & 1;
        }
      }
    }
    Matrix mobile = Matrix.of(from, length * width, 3);
    Superposition fit = Superposition.of(mobile, Matrix.of(to, length * width, 3), weights);
    double[] fitted = fit.apply(mobile).toArray();
    return new Reconstruction(
        target,
        chain(target, fitted, atoms),
        fit.rmsd(),
        errors(fitted, to, weights, length, width));
  }

  private static double[] errors(
      double[] fitted, double[] to, double[] weights, int length, int width) {
    double[] errors = new double[length];
    for (int i = 0; i < length; i++) {
      double sum = 0;
      double count = 0;
      for (int at = i * width; at < (i + 1) * width; at++) {
        count += weights[at];
        for (int k = 3 * at; k < 3 * at + 3; k++) {
          sum += weights[at] * (fitted[k] - to[k]) * (fitted[k] - to[k]);
        }
      }
      errors[i] = Math.sqrt(sum / count);
    }
    return errors;
  }

  /** The atoms that the target has, where they were put. */
  private static ProteinChain chain(ProteinChain target, double[] fitted, short[] atoms) {
    float[] coordinates = new float[fitted.length];
    int width = fitted.length / atoms.length / 3;
    for (int at = 0; at < fitted.length; at++) {
      boolean there = (atoms[at / 3 / width] >> at / 3 % width & 1) == 1;
      coordinates[at] = there ? (float) fitted[at] : 0;
    }
    return new ProteinChain(
        target.id(),
        target.sequence(),
        coordinates,
        atoms,
        target.numbers(),
        Source.named("reconstruction of " + target.id()));
  }

  /** The template-modelling score of the CA atoms. */
  public double tmScore() {
    return TmScore.of(Alphas.of(moved), Alphas.of(target));
  }

  /** The local distance difference test of the CA atoms. */
  public double lddt() {
    return Lddt.of(Alphas.of(moved), Alphas.of(target));
  }
}
