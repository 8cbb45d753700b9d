package dev.hydrant.config.suggest;

import java.util.Arrays;

/**
 * How unlike a known name is to one wanted name, as a cost between 0 (the same but for spelling
 * conventions) and {@link #FAR}.
 *
 * <p>In this order: the same letters with other case or separators ({@code modelDim}, {@code
 * model-dim}, {@code modeldim}), the same words in another order ({@code dim_model}), few edits, a
 * prefix or suffix ({@code lr} for {@code lr_max}), a part ({@code layers} for {@code
 * num_layers_max}), shared words.
 */
final class Likeness {
  static final double FAR = 1.0;

  /** Longer names are nobody's typing error, and edit distance on them costs time. */
  private static final int LONGEST = 200;

  private static final double SWAPPED_WORDS = 0.05;

  /** Beyond the spread of an exact match, which is then offered alone. */
  private static final double SAME_MEANING = 0.31;

  /** Beyond the spread of the same meaning. */
  private static final double INSTEAD = 0.62;

  private static final double PREFIX = 0.3;
  private static final double PART = 0.4;
  private static final double SHARED_WORDS = 0.6;

  private final String[] words;
  private final String letters;

  private Likeness(String[] words) {
    this.words = words;
    this.letters = String.join("", words);
  }

  static Likeness to(String wanted) {
    return new Likeness(words(wanted));
  }

  double cost(String name) {
    if (letters.isEmpty() || letters.length() > LONGEST || name.length() > LONGEST) {
      return FAR;
    }
    String[] otherWords = words(name);
    String other = String.join("", otherWords);
    if (other.isEmpty()) {
      return FAR;
    }
    if (other.equals(letters)) {
      return 0;
    }
    if (sorted(words).equals(sorted(otherWords))) {
      return SWAPPED_WORDS;
    }
    if (Meanings.same(letters, other)) {
      return SAME_MEANING;
    }
    if (Meanings.standsIn(letters, other)) {
      return INSTEAD;
    }
    if (Meanings.differ(letters, other)) {
      return FAR;
    }
    return Math.min(editCost(other), Math.min(partCost(other), sharedCost(otherWords)));
  }

  /** A third of the letters may be wrong, one in short names; two letters may be swapped. */
  private double editCost(String other) {
    int longer = Math.max(letters.length(), other.length());
    int allowed = longer < 2 ? 0 : Math.max(1, longer / 3);
    int distance = EditDistance.between(letters, other, allowed);
    boolean swapped =
        letters.length() == 2 && other.length() == 2 && letters.charAt(0) == other.charAt(1);
    if (distance > allowed || (longer == 2 && !swapped)) {
      return FAR;
    }
    return (double) distance / longer;
  }

  private double partCost(String other) {
    boolean wantedIsShort = letters.length() < other.length();
    String part = wantedIsShort ? letters : other;
    String whole = wantedIsShort ? other : letters;
    double left = 1 - (double) part.length() / whole.length();
    if (part.length() >= 2 && (whole.startsWith(part) || whole.endsWith(part))) {
      return PREFIX + left / 10;
    }
    return part.length() >= 3 && whole.contains(part) ? PART + left / 10 : FAR;
  }

  private double sharedCost(String[] others) {
    long shared =
        Arrays.stream(words)
            .filter(w -> w.length() > 2)
            .filter(Arrays.asList(others)::contains)
            .count();
    int most = Math.max(words.length, others.length);
    return shared > 0 && shared * 2 >= most
        ? SHARED_WORDS + (1 - (double) shared / most) / 10
        : FAR;
  }

  private static String sorted(String[] words) {
    String[] copy = words.clone();
    Arrays.sort(copy);
    return String.join(" ", copy);
  }

  /** Splits at separators and at the humps of camel case; the words are in lower case. */
  private static String[] words(String name) {
    StringBuilder text = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c)) {
        text.append(' ');
      } else {
        if (i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1))) {
          text.append(' ');
        }
        text.append(Character.toLowerCase(c));
      }
    }
    String trimmed = text.toString().trim();
    return trimmed.isEmpty() ? new String[0] : trimmed.split(" +");
  }
}
