package dev.hydrant.config.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of a record and of the records in it, in order, as rows of a table. */
public final class KeyList {
  private final List<Row> rows = new ArrayList<>();

  private KeyList() {}

  /**
   * One key.
   *
   * @param path dotted; {@code []} stands for each item of a list, {@code *} for each key of a map
   * @param aliases other names of its last step
   * @param type what it accepts, in words
   * @param standard its default as the program states it, or null when it has none
   * @param required whether it must be given
   * @param doc its description, or an empty string
   * @param condition such as {@code schedule.type=cosine}, or empty when the key is always there
   */
  public record Row(
      String path,
      List<String> aliases,
      String type,
      String standard,
      boolean required,
      String doc,
      String condition) {}

  /** Lists the keys of a record or of the records of a sealed type. */
  public static List<Row> of(Class<?> type) {
    KeyList list = new KeyList();
    list.inside(Shapes.of(type), "", "", List.of());
    return List.copyOf(list.rows);
  }

  private void record(RecordShape record, String path, String condition, List<Shape> around) {
    for (Member member : record.layout().members()) {
      if (member.flat()) {
        inside(member.shape(), path, condition, around);
      } else {
        member(member, child(path, member.key()), condition, around);
      }
    }
  }

  private void member(Member member, String path, String condition, List<Shape> around) {
    rows.add(
        new Row(
            path,
            member.keys().subList(1, member.keys().size()),
            member.shape().expected(),
            member.standardText(),
            member.required(),
            member.doc(),
            condition));
    inside(member.shape(), path, condition, around);
  }

  /** Adds the keys below a value; a record inside itself is listed once. */
  private void inside(Shape shape, String path, String condition, List<Shape> around) {
    if (around.contains(shape)) {
      return;
    }
    List<Shape> outer = new ArrayList<>(around);
    outer.add(shape);
    if (shape instanceof RecordShape record) {
      record(record, path, condition, outer);
    } else if (shape instanceof OptionalShape optional) {
      inside(optional.inner(), path, condition, outer);
    } else if (shape instanceof ArrayShape array) {
      inside(array.list(), path, condition, around);
    } else if (shape instanceof ListShape list) {
      inside(list.element(), path + "[]", condition, outer);
    } else if (shape instanceof MapShape map) {
      inside(map.value(), child(path, "*"), condition, outer);
    } else if (shape instanceof UnionShape union) {
      for (Map.Entry<String, RecordShape> option : union.options().entrySet()) {
        String chosen = child(path, union.key()) + "=" + option.getKey();
        record(option.getValue(), path, chosen, outer);
      }
    }
  }

  private static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
