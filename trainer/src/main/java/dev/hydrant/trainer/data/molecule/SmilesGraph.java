package dev.hydrant.trainer.data.molecule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SMILES string as atoms and bonds (OpenSMILES 1.0, without dots), before any chemistry is asked
 * of it.
 *
 * @param atoms in the order of the string
 * @param bonds between places of atoms
 */
record SmilesGraph(List<Atom> atoms, List<Bond> bonds) {
  /**
   * An atom as it is written.
   *
   * @param element with a capital, such as {@code C}
   * @param hydrogens those in brackets; −1 for an atom without brackets, which gets what it lacks
   */
  record Atom(String element, boolean aromatic, int hydrogens, int charge) {
    boolean isBare() {
      return hydrogens < 0;
    }
  }

  /**
   * A bond.
   *
   * @param order 1, 2 or 3; 1 where nothing or a direction is written
   * @param implied nothing is written, so between aromatic atoms it may be aromatic
   */
  record Bond(int from, int to, int order, boolean implied) {}

  /** A string that describes no graph; the message says why. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** Reads a string. */
  static SmilesGraph of(String smiles) throws Malformed {
    return new Reader(smiles).read();
  }

  private record Opened(int atom, char bond) {}

  private static final class Reader {
    private static final String BONDS = "-=#/\\:";

    private final String text;
    private final List<Atom> atoms = new ArrayList<>();
    private final List<Bond> bonds = new ArrayList<>();
    private final Map<Integer, Opened> rings = new HashMap<>();
    private final List<Integer> branches = new ArrayList<>();
    private int at;
    private int last = -1;
    private char bond;

    Reader(String text) {
      this.text = text;
    }

    SmilesGraph read() throws Malformed {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (bond != 0 && (c == '(' || c == ')' || BONDS.indexOf(c) >= 0)) {
          throw new Malformed("a bond leads to no atom");
        }
        if (c == '(') {
          branches.add(last);
          at++;
        } else if (c == ')') {
          if (branches.isEmpty()) {
            throw new Malformed("a branch is closed that was not opened");
          }
          last = branches.remove(branches.size() - 1);
          at++;
        } else if (BONDS.indexOf(c) >= 0) {
          bond = c;
          at++;
        } else if (Character.isDigit(c) || c == '%') {
          ring(c == '%' ? ringNumber() : text.charAt(at++) - '0');
        } else {
          atom(c == '[' ? bracket() : bare());
        }
      }
      if (bond != 0) {
        throw new Malformed("a bond leads to no atom");
      }
      if (!branches.isEmpty() || !rings.isEmpty() || atoms.isEmpty()) {
        throw new Malformed(atoms.isEmpty() ? "no atom" : "a ring or branch is left open");
      }
      return new SmilesGraph(List.copyOf(atoms), List.copyOf(bonds));
    }

    private int ringNumber() throws Malformed {
      if (at + 3 > text.length()) {
        throw new Malformed("% needs two digits");
      }
      int number = Integer.parseInt(text.substring(at + 1, at + 3));
      at += 3;
      return number;
    }

    private void ring(int number) throws Malformed {
      Opened opened = rings.remove(number);
      if (opened == null) {
        rings.put(number, new Opened(last, bond));
      } else {
        char written = bond == 0 ? opened.bond() : bond;
        if (bond != 0 && opened.bond() != 0 && order(bond) != order(opened.bond())) {
          throw new Malformed("ring %d is opened and closed by different bonds".formatted(number));
        }
        if (opened.atom() == last || connected(opened.atom(), last)) {
          throw new Malformed("ring %d joins atoms that are bonded already".formatted(number));
        }
        bonds.add(new Bond(opened.atom(), last, order(written), written == 0));
      }
      bond = 0;
    }

    private boolean connected(int a, int b) {
      return bonds.stream()
          .anyMatch(x -> x.from() == a && x.to() == b || x.from() == b && x.to() == a);
    }

    private void atom(Atom atom) {
      atoms.add(atom);
      int place = atoms.size() - 1;
      if (last >= 0) {
        bonds.add(new Bond(last, place, order(bond), bond == 0 || bond == ':'));
      }
      last = place;
      bond = 0;
    }

    private static int order(char bond) {
      return bond == '=' ? 2 : bond == '#' ? 3 : 1;
    }

    private Atom bare() throws Malformed {
      String symbol =
          text.startsWith("Cl", at) || text.startsWith("Br", at)
              ? text.substring(at, at + 2)
              : text.substring(at, at + 1);
      at += symbol.length();
      return atom(symbol, -1, 0);
    }

    private static Atom atom(String symbol, int hydrogens, int charge) throws Malformed {
      String element = symbol.substring(0, 1).toUpperCase() + symbol.substring(1);
      if (!Valences.isKnown(element)) {
        throw new Malformed("no element " + symbol);
      }
      return new Atom(element, Character.isLowerCase(symbol.charAt(0)), hydrogens, charge);
    }

    private Atom bracket() throws Malformed {
      int close = text.indexOf(']', at);
      if (close < 0) {
        throw new Malformed("a bracket is left open");
      }
      String inside = text.substring(at + 1, close);
      at = close + 1;
      Matcher m = Bracket.FORM.matcher(inside);
      if (!m.matches()) {
        throw new Malformed("[" + inside + "] is no atom");
      }
      return atom(m.group("symbol"), Bracket.hydrogens(m), Bracket.charge(m));
    }
  }

  /** What stands between brackets: isotope, symbol, chirality, hydrogens, charge. */
  private static final class Bracket {
    static final Pattern FORM =
        Pattern.compile(
            "\\d*(?<symbol>[A-Z][a-z]?|[bcnops])@{0,2}(?<h>H(?<n>\\d*))?"
                + "(?<sign>\\+\\+|--|[+-])?(?<charge>\\d*)");

    static int hydrogens(Matcher m) {
      return m.group("h") == null ? 0 : m.group("n").isEmpty() ? 1 : Integer.parseInt(m.group("n"));
    }

    static int charge(Matcher m) throws Malformed {
      String sign = m.group("sign");
      if (sign == null) {
        if (!m.group("charge").isEmpty()) {
          throw new Malformed("a charge needs a sign");
        }
        return 0;
      }
      int size = m.group("charge").isEmpty() ? sign.length() : Integer.parseInt(m.group("charge"));
      return sign.startsWith("-") ? -size : size;
    }
  }
}
