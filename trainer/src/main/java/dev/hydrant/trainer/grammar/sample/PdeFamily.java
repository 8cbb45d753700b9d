package dev.hydrant.trainer.grammar.sample;

import java.util.random.RandomGenerator;

/**
 * Sixteen kinds of partial differential equations in {@code u(t, x, y, z)}, each with coefficients
 * of its own, written as the left-hand side of {@code … = 0}. The set is that of symbolic-GED.
 */
public enum PdeFamily {
  HEAT(3) {
    @Override
    void write(PdeTerms t, int d) {
      laplacian(t.add("dt(u)"), -t.draw(), d);
    }
  },
  WAVE(3) {
    @Override
    void write(PdeTerms t, int d) {
      laplacian(t.add("dtt(u)"), -t.draw(), d);
    }
  },
  POISSON(3) {
    @Override
    void write(PdeTerms t, int d) {
      laplacian(t, 1, d);
      t.add(t.draw(-5, 5));
    }
  },
  ADVECTION(3) {
    @Override
    void write(PdeTerms t, int d) {
      t.add("dt(u)");
      for (int i = 0; i < d; i++) {
        t.add(t.draw(-5, 5), "d" + AXES[i] + "(u)");
      }
    }
  },
  BURGERS(1) {
    @Override
    void write(PdeTerms t, int d) {
      t.add("dt(u)").add("u*dx(u)").subtract(t.draw(), "dxx(u)");
    }
  },
  KDV(1) {
    @Override
    void write(PdeTerms t, int d) {
      t.add("dt(u)").add("u*dx(u)").add(t.draw(), "dxxx(u)");
    }
  },
  CUBIC_REACTION_DIFFUSION(3) {
    @Override
    void write(PdeTerms t, int d) {
      laplacian(t.add("dt(u)"), -1, d);
      t.add(t.draw(-5, 5), "u^3");
    }
  },
  ALLEN_CAHN(3) {
    @Override
    void write(PdeTerms t, int d) {
      laplacian(t.add("dt(u)"), -t.draw(0.01, 2), d);
      t.subtract(1, "u").add("u^3");
    }
  },
  CAHN_HILLIARD(2) {
    @Override
    void write(PdeTerms t, int d) {
      double k = t.draw();
      biharmonic(t.add("dt(u)"), k, d);
      laplacian(t, 1, d);
      for (int i = 0; i < d; i++) {
        t.subtract(1, "d" + AXES[i] + AXES[i] + "(u^3)");
      }
    }
  },
  FISHER_KPP(3) {
    @Override
    void write(PdeTerms t, int d) {
      laplacian(t.add("dt(u)"), -t.draw(), d);
      double r = t.draw(0.1, 2);
      t.subtract(r, "u").add(r, "u^2");
    }
  },
  KURAMOTO_SIVASHINSKY(1) {
    @Override
    void write(PdeTerms t, int d) {
      t.add("dt(u)").add(t.draw(0.1, 3), "dxx(u)").add(t.draw(0.01, 2), "dxxxx(u)");
      t.add(t.draw(0.1, 2), "u*dx(u)");
    }
  },
  AIRY(1) {
    @Override
    void write(PdeTerms t, int d) {
      t.add("dt(u)").add(t.draw(), "dxxx(u)");
    }
  },
  TELEGRAPH(3) {
    @Override
    void write(PdeTerms t, int d) {
      t.add("dtt(u)").add(t.draw(0.1, 3), "dt(u)");
      laplacian(t, -t.draw(), d);
    }
  },
  BIHARMONIC(2) {
    @Override
    void write(PdeTerms t, int d) {
      biharmonic(t, 1, d);
      t.add(t.draw(-5, 5));
    }
  },
  SINE_GORDON(3) {
    @Override
    void write(PdeTerms t, int d) {
      laplacian(t.add("dtt(u)"), -t.draw(), d);
      t.add(t.draw(), "sin(u)");
    }
  },
  BEAM_PLATE(2) {
    @Override
    void write(PdeTerms t, int d) {
      biharmonic(t.add("dtt(u)"), t.draw(), d);
    }
  };

  private static final String[] AXES = {"x", "y", "z"};

  private final int mostDimensions;

  PdeFamily(int mostDimensions) {
    this.mostDimensions = mostDimensions;
  }

  /** In how many dimensions of space it is written: 1 to this. */
  public int mostDimensions() {
    return mostDimensions;
  }

  /** Draws an equation. */
  public String draw(int dimensions, RandomGenerator random) {
    if (dimensions < 1 || dimensions > mostDimensions) {
      throw new IllegalArgumentException(this + " in " + dimensions + " dimensions");
    }
    PdeTerms terms = new PdeTerms(random);
    write(terms, dimensions);
    return terms.toString();
  }

  abstract void write(PdeTerms terms, int dimensions);

  private static void laplacian(PdeTerms t, double k, int d) {
    for (int i = 0; i < d; i++) {
      t.add(k, "d" + AXES[i] + AXES[i] + "(u)");
    }
  }

  private static void biharmonic(PdeTerms t, double k, int d) {
    t.add(k, "dxxxx(u)");
    if (d == 2) {
      t.add(k, "dyyyy(u)").add(2 * k, "dxxyy(u)");
    }
  }
}
