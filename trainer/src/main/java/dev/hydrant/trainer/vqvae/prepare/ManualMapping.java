package dev.hydrant.trainer.vqvae.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.report.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Categories that a file states: {@code {category: [names or numbers]}}. Numbers count the encoded
 * features before cleaning, so that they do not shift when one is dropped.
 */
public final class ManualMapping {
  private static final int MOST_SHOWN = 5;

  private final Path file;
  private final List<String> names;
  private final boolean[] kept;

  private ManualMapping(Path file, List<String> names, boolean[] kept) {
    this.file = file;
    this.names = names;
    this.kept = kept;
  }

  /**
   * What a mapping means.
   *
   * @param categories places of their features among those that were kept
   * @param empty categories of which no feature was kept, left out
   */
  public record Result(Map<String, int[]> categories, List<String> empty) {}

  /**
   * Reads a mapping.
   *
   * @param names of all encoded features
   * @param kept which of them cleaning kept
   * @param rest whether features that are in no category make one named {@code other}
   * @throws DataException about a feature that is unknown, in two categories, or in none
   */
  public static Result read(Path file, List<String> names, boolean[] kept, boolean rest) {
    return new ManualMapping(file, names, kept).read(rest);
  }

  private Result read(boolean rest) {
    Map<String, Integer> places = new HashMap<>();
    for (int j = 0; j < names.size(); j++) {
      places.put(names.get(j), j);
    }
    Map<Integer, String> categoryOf = new HashMap<>();
    Map<String, TreeSet<Integer>> members = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> e : json().properties()) {
      TreeSet<Integer> own = new TreeSet<>();
      members.put(e.getKey(), own);
      for (JsonNode entry : e.getValue()) {
        int place = place(entry, places);
        String other = categoryOf.put(place, e.getKey());
        if (other != null) {
          throw new DataException(
              "%s: feature %s is in %s and in %s; it can be in one category"
                  .formatted(file, names.get(place), other, e.getKey()));
        }
        own.add(place);
      }
    }
    addRest(categoryOf, members, rest);
    return result(members);
  }

  private void addRest(
      Map<Integer, String> categoryOf, Map<String, TreeSet<Integer>> members, boolean rest) {
    TreeSet<Integer> missing = new TreeSet<>();
    for (int j = 0; j < kept.length; j++) {
      if (kept[j] && !categoryOf.containsKey(j)) {
        missing.add(j);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    if (!rest) {
      List<String> some = missing.stream().limit(MOST_SHOWN).map(names::get).toList();
      throw new DataException(
          "%s: %d features are in no category: %s%s.\nAdd them, or put them together with training.unmapped=other"
              .formatted(
                  file,
                  missing.size(),
                  String.join(", ", some),
                  missing.size() > MOST_SHOWN ? ", …" : ""));
    }
    members.computeIfAbsent("other", c -> new TreeSet<>()).addAll(missing);
  }

  private Result result(Map<String, TreeSet<Integer>> members) {
    int[] after = new int[kept.length];
    int n = 0;
    for (int j = 0; j < kept.length; j++) {
      after[j] = n;
      n += kept[j] ? 1 : 0;
    }
    Map<String, int[]> categories = new LinkedHashMap<>();
    List<String> empty = new ArrayList<>();
    members.forEach(
        (category, own) -> {
          int[] places = own.stream().filter(j -> kept[j]).mapToInt(j -> after[j]).toArray();
          if (places.length == 0) {
            empty.add(category);
          } else {
            categories.put(category, places);
          }
        });
    if (categories.isEmpty()) {
      throw new DataException(file + ": no category has a feature that cleaning kept");
    }
    return new Result(categories, List.copyOf(empty));
  }

  private int place(JsonNode entry, Map<String, Integer> places) {
    if (entry.isInt()) {
      int place = entry.asInt();
      if (place < 0 || place >= names.size()) {
        throw new DataException(
            "%s: there is no feature %d; they are numbered 0 to %d"
                .formatted(file, place, names.size() - 1));
      }
      return place;
    }
    Integer place = entry.isTextual() ? places.get(entry.asText()) : null;
    if (place == null) {
      throw new DataException(
          "%s: there is no feature %s.\nThe nearest is %s"
              .formatted(file, entry, nearest(entry.asText())));
    }
    return place;
  }

  private String nearest(String name) {
    return names.stream().min(Comparator.comparingInt(n -> distance(n, name))).orElse("none");
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private JsonNode json() {
    SizedFile.requireRegular(file);
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readString(file));
      if (!root.isObject() || root.isEmpty()) {
        throw new DataException(
            file + " must be {\"category\": [names or numbers of features], …}");
      }
      for (Map.Entry<String, JsonNode> e : root.properties()) {
        if (SafeText.isActive(e.getKey())) {
          throw new DataException(
              "%s: the category '%s' has a control character in its name"
                  .formatted(file, SafeText.line(e.getKey())));
        }
        if (!e.getValue().isArray()) {
          throw new DataException(
              "%s: %s must be a list of names or numbers".formatted(file, e.getKey()));
        }
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new DataException(
          "%s:%d:%d: no JSON: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new DataException("The mapping %s cannot be read: %s".formatted(file, e), e);
    }
  }
}
