package dev.hydrant.trainer.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Splits the lines of a function where Java takes over; see {@link HostCut}. */
final class CutLines {
  private static final Pattern VARIABLE = Pattern.compile("\\bv\\d+(_\\d+)?\\b");

  /** A host call between two lines: its arguments as the script spells them, and its variable. */
  private record Place(int line, Node node, List<String> arguments, String result) {}

  private final List<Place> places = new ArrayList<>();

  /** Notes that a host function is called before the next line. */
  void add(int line, Node node, List<String> arguments, String result) {
    places.add(new Place(line, node, arguments, result));
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /**
   * The text of each part before a cut, and of the last part, with the cuts.
   *
   * @param bodies of the parts
   */
  record Parts(List<String> bodies, List<HostCut> cuts) {}

  /**
   * Splits a function's lines.
   *
   * @param inputs how many inputs the program has of its own
   * @param types of all variables
   */
  Parts split(List<String> lines, int inputs, Map<String, TensorType> types) {
    Map<String, int[]> spans = spans(lines);
    List<String> bodies = new ArrayList<>();
    List<HostCut> cuts = new ArrayList<>();
    List<String> arriving = List.of();
    int from = 0;
    for (int k = 0; k < places.size(); k++) {
      Place place = places.get(k);
      int at = position(place.line(), k);
      List<String> on = new ArrayList<>();
      spans.forEach(
          (name, span) -> {
            if (span[0] < at && span[1] > at) {
              on.add(name);
            }
          });
      List<String> returned = new ArrayList<>(place.arguments());
      returned.addAll(on);
      bodies.add(
          body(arriving, inputs, lines.subList(from, place.line()))
              + "    return ["
              + String.join(", ", returned)
              + "]\n");
      cuts.add(
          new HostCut(
              "cut" + k,
              place.node().op,
              place.node().inputs.stream().map(TraceTensor::type).toList(),
              place.node().outputs.get(0).type(),
              on.stream().map(types::get).toList()));
      arriving = new ArrayList<>(List.of(place.result()));
      arriving.addAll(on);
      from = place.line();
    }
    bodies.add(body(arriving, inputs, lines.subList(from, lines.size())));
    return new Parts(bodies, cuts);
  }

  private static String body(List<String> arriving, int inputs, List<String> lines) {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < arriving.size(); i++) {
      s.append("    %s = inputs[%d]\n".formatted(arriving.get(i), inputs + i));
    }
    return s.append(String.join("", lines)).toString();
  }

  /** Positions of lines and cuts on one scale: a cut lies between the lines around it. */
  private int position(int line, int cut) {
    return line * (places.size() + 1) + cut;
  }

  /** Where each variable comes up first and last. */
  private Map<String, int[]> spans(List<String> lines) {
    Map<Integer, String> texts = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      texts.put(position(i, places.size()), lines.get(i).split("  # ", 2)[0]);
    }
    for (int k = 0; k < places.size(); k++) {
      Place p = places.get(k);
      texts.put(position(p.line(), k), p.result() + " " + String.join(" ", p.arguments()));
    }
    Map<String, int[]> spans = new LinkedHashMap<>();
    texts.forEach(
        (at, text) -> {
          for (String name :
              VARIABLE
                  .matcher(text)
                  .results()
                  .map(MatchResult::group)
                  .collect(Collectors.toSet())) {
            spans.computeIfAbsent(name, v -> new int[] {at, at})[1] = at;
          }
        });
    return new TreeMap<>(spans);
  }
}
