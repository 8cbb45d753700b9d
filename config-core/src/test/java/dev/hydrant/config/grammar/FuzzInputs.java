package dev.hydrant.config.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes texts that are nearly right: pieces of both languages, spliced, repeated and damaged. */
final class FuzzInputs {
  private static final int LONGEST = 50_000;
  private static final String[] PIECES = {
    "a=",
    "+a.b=",
    "~db@p=",
    "++x/y=",
    "${",
    "}",
    "${a}",
    "${.b[c]}",
    "${f:",
    "${oc.env:X,'y'}",
    "[",
    "]",
    "{",
    "{a:",
    "'",
    "\"",
    "\\",
    "\\\\",
    "\\'",
    ",",
    ":",
    " ",
    "\t",
    "=",
    "(",
    ")",
    "int(",
    "float(",
    "str(",
    "bool(",
    "choice(",
    "range(",
    "interval(",
    "glob(",
    "tag(",
    "sort(",
    "shuffle(",
    "extend_list(",
    "reverse=true",
    "value=",
    "sweep=",
    "null",
    "true",
    "inf",
    "nan",
    "1",
    "-0.5",
    "1e400",
    "1_0",
    "99999999999999999999",
    "x",
    "é",
    "\n",
    "\ud83d\ude00",
    "\ud800",
    "$",
    ".",
    "@",
    "*",
    "\0",
    "~",
    "#"
  };

  private final SplittableRandom random;
  private final List<String> corpus = new ArrayList<>(List.of(PIECES));

  FuzzInputs(long seed) {
    random = new SplittableRandom(seed);
  }

  String next() {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(10);
    for (int i = 0; i < pieces; i++) {
      text.append(random.nextInt(4) == 0 ? pick(corpus) : PIECES[random.nextInt(PIECES.length)]);
    }
    int changes = random.nextInt(3);
    for (int i = 0; i < changes && text.length() > 0; i++) {
      damage(text);
    }
    String out = text.length() > LONGEST ? text.substring(0, LONGEST) : text.toString();
    if (out.length() < 200 && corpus.size() < 5000) {
      corpus.add(out);
    } else if (out.length() < 200) {
      corpus.set(random.nextInt(corpus.size()), out);
    }
    return out;
  }

  private void damage(StringBuilder text) {
    int at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, (char) random.nextInt(128));
      case 2 -> text.setCharAt(at, (char) random.nextInt(128));
      default -> {
        int end = Math.min(text.length(), at + 1 + random.nextInt(8));
        int times = random.nextInt(20) == 0 ? 5000 : 1 + random.nextInt(20);
        text.insert(at, text.substring(at, end).repeat(times));
      }
    }
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
