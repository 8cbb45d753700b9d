package dev.hydrant.config.bind;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** Teaches Jackson to read and write times, durations and paths as records do. */
final class JacksonScalars {
  private static final List<Class<?>> TYPES =
      List.of(
          Path.class,
          Duration.class,
          Instant.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class,
          ZoneId.class,
          Period.class);

  private JacksonScalars() {}

  static Module module() {
    SimpleModule module = new SimpleModule("scalars of configurations");
    TYPES.forEach(type -> add(module, type));
    return module;
  }

  private static <T> void add(SimpleModule module, Class<T> type) {
    ScalarType scalar = ScalarType.of(type);
    module.addSerializer(type, new Writer<>(scalar));
    module.addDeserializer(type, new Reader<>(type, scalar));
  }

  private static final class Writer<T> extends JsonSerializer<T> {
    private final ScalarType scalar;

    Writer(ScalarType scalar) {
      this.scalar = scalar;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeObject(scalar.plain(value));
    }
  }

  private static final class Reader<T> extends JsonDeserializer<T> {
    private final Class<T> type;
    private final ScalarType scalar;

    Reader(Class<T> type, ScalarType scalar) {
      this.type = type;
      this.scalar = scalar;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      JsonToken token = in.currentToken();
      Object value =
          token == JsonToken.VALUE_NUMBER_INT
              ? (Object) in.getLongValue()
              : token == JsonToken.VALUE_NUMBER_FLOAT ? (Object) in.getDoubleValue() : in.getText();
      Object made = token.isScalarValue() ? scalar.convert(value) : null;
      if (made == null) {
        throw context.weirdStringException(
            in.getText(), type, "expected " + scalar.noun() + ", got '" + in.getText() + "'");
      }
      return type.cast(made);
    }
  }
}
