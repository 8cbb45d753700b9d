package dev.hydrant.trainer.protein.safety;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.format.Format;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.trainer.data.NewFile;
import dev.hydrant.trainer.data.SizedFile;
import dev.hydrant.trainer.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** JSON for people: two spaces, a line for each key, the same bytes on every machine. */
final class JsonFiles {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonFiles() {}

  /** The text of values, with a line end at its end. */
  static String text(Map<String, ?> values) {
    try {
      return JSON.writer(new Printer()).writeValueAsString(values) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values cannot be written as JSON", e);
    }
  }

  /**
   * Writes a file whole; its directories are made.
   *
   * @param force whether one that is there is replaced
   * @throws UserException if it may not or cannot be written
   */
  static void write(Path file, String text, boolean force) {
    if (!force) {
      requireAbsent(file);
    }
    try (NewFile target = NewFile.in(file)) {
      Files.writeString(target.temporary(), text);
      target.publish();
    } catch (IOException e) {
      throw NewFile.unwritable(file, e);
    }
  }

  /** Refuses to overwrite. */
  static void requireAbsent(Path file) {
    if (Files.exists(file)) {
      throw UserException.usage(
          file + " is there already and is not overwritten.\nGive another file, or --force");
    }
  }

  /** The tree of a JSON file, with its places. */
  static MapNode read(Path file) {
    SizedFile.requireRegular(file);
    try {
      Node tree = ConfigTrees.read(Files.readString(file), Format.JSON, file.toString());
      if (tree instanceof MapNode map) {
        return map;
      }
      throw UserException.usage(file + " holds a list, not a configuration");
    } catch (IOException e) {
      throw SizedFile.unreadable(file, e);
    }
  }

  /** Python's layout of {@code json.dump(…, indent=2)}, with lists on one line. */
  private static final class Printer extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1L;

    Printer() {
      indentObjectsWith(new DefaultIndenter("  ", "\n"));
      indentArraysWith(NopIndenter.instance);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new Printer();
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator g) throws IOException {
      g.writeRaw(": ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
      g.writeRaw(", ");
    }

    @Override
    public void writeEndArray(JsonGenerator g, int count) throws IOException {
      g.writeRaw(']');
    }
  }
}
