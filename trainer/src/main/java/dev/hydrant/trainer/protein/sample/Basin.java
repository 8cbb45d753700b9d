package dev.hydrant.trainer.protein.sample;

import java.util.SplittableRandom;

/** A region of the Ramachandran plot; angles in degrees, normal about a centre. */
enum Basin {
  HELIX(-62, -42, 6),
  STRAND(-120, 130, 15),
  RIGHT(-70, -35, 12),
  BETA(-115, 135, 15),
  POLYPROLINE(-68, 145, 10),
  LEFT(57, 42, 8);

  private final double phi;
  private final double psi;
  private final double deviation;

  Basin(double phi, double psi, double deviation) {
    this.phi = phi;
    this.psi = psi;
    this.deviation = deviation;
  }

  /** φ in degrees. */
  double phi(SplittableRandom random) {
    return phi + deviation * Normal.draw(random);
  }

  /** ψ in degrees. */
  double psi(SplittableRandom random) {
    return psi + deviation * Normal.draw(random);
  }

  /** The basin of a residue: in loops αR .45, β .35, polyproline II .15, αL .05. */
  static Basin of(SecondaryState state, char letter, SplittableRandom random) {
    if (letter == 'P') {
      return POLYPROLINE; // its ring holds φ
    }
    if (state != SecondaryState.LOOP) {
      return state == SecondaryState.HELIX ? HELIX : STRAND;
    }
    double u = random.nextDouble();
    return u < 0.45 ? RIGHT : u < 0.8 ? BETA : u < 0.95 ? POLYPROLINE : LEFT;
  }
}
