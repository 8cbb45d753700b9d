package dev.hydrant.trainer.protein.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The segments of a chain: helices of 10 to 24 or strands of 5 to 9 residues, with loops of 3 to 8
 * between them; 3 to 8 segments, 40 to 120 residues.
 */
record Layout(List<Segment> segments, int length) {
  record Segment(SecondaryState state, int start, int end) {}

  private static final int SHORTEST = 40;
  private static final int LONGEST = 120;

  static Layout draw(SplittableRandom random) {
    while (true) {
      List<Segment> segments = new ArrayList<>();
      int count = random.nextInt(3, 9);
      int length = 0;
      for (int i = 0; i < count; i++) {
        SecondaryState state = state(i, random);
        int end = length + size(state, random);
        segments.add(new Segment(state, length, end));
        length = end;
      }
      if (length >= SHORTEST && length <= LONGEST) {
        return new Layout(List.copyOf(segments), length);
      }
    }
  }

  private static SecondaryState state(int i, SplittableRandom random) {
    if (i % 2 == 1) {
      return SecondaryState.LOOP;
    }
    return random.nextInt(2) == 0 ? SecondaryState.HELIX : SecondaryState.STRAND;
  }

  private static int size(SecondaryState state, SplittableRandom random) {
    return switch (state) {
      case HELIX -> random.nextInt(10, 25);
      case STRAND -> random.nextInt(5, 10);
      case LOOP -> random.nextInt(3, 9);
    };
  }

  /** H, E or L for each residue. */
  String states() {
    StringBuilder text = new StringBuilder();
    segments.forEach(
        s -> text.append(String.valueOf(s.state().letter()).repeat(s.end() - s.start())));
    return text.toString();
  }
}
