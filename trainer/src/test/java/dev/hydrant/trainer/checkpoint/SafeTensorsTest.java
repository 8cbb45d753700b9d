package dev.hydrant.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
  @TempDir Path dir;

  private Path write(List<TensorSource> tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafeTensorsWriter.write(
        tensors,
        Map.of("format", "pt"),
        b -> {
          byte[] piece = new byte[b.remaining()];
          b.get(piece);
          out.writeBytes(piece);
        });
    assertThat((long) out.size())
        .isEqualTo(SafeTensorsWriter.size(tensors, Map.of("format", "pt")));
    return Files.write(dir.resolve("x.safetensors"), out.toByteArray());
  }

  /** A file spelt out by hand, as the format's own description has it. */
  private Path byHand(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer b =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(
        dir.resolve("hand.safetensors"), b.putLong(json.length).put(json).put(data).array());
  }

  @Test
  void what_is_written_is_read_back_with_names_types_and_shapes() throws IOException {
    Path file =
        write(
            List.of(
                Snapshots.floats("blocks.0.w", 1, 2, 3),
                TensorSource.of(
                    "step", ElementType.I64, List.of(), ByteBuffer.allocate(8).put(0, (byte) 42)),
                Snapshots.floats("empty", 2, 0, 4)));
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      assertThat(reader.tensors().keySet()).containsExactly("blocks.0.w", "step", "empty");
      assertThat(reader.tensors().get("blocks.0.w").shape()).containsExactly(2L, 3L);
      assertThat(reader.tensors().get("step").shape()).isEmpty();
      assertThat(reader.metadata()).containsEntry("format", "pt");
      ByteBuffer w = reader.bytes("blocks.0.w");
      for (int i = 0; i < 6; i++) {
        assertThat(w.getFloat()).isEqualTo(Snapshots.value(1, i));
      }
      assertThat(reader.bytes("step").getLong()).isEqualTo(42);
      assertThat(reader.bytes("empty").remaining()).isZero();
    }
  }

  @Test
  void the_header_is_padded_so_that_data_begin_at_a_multiple_of_eight() throws IOException {
    byte[] file = Files.readAllBytes(write(List.of(Snapshots.floats("a", 1, 1))));
    assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
  }

  @Test
  void a_file_spelt_out_by_hand_is_understood() throws IOException {
    Path file =
        byHand("{\"t\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}", new byte[4]);
    try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
      assertThat(reader.tensors().get("t").type()).isEqualTo(ElementType.BF16);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "3",
        "{\"__metadata__\":[]}",
        "{\"__metadata__\":{\"a\":1}}",
        "{\"t\":null}",
        "{\"t\":[]}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":\"x\",\"data_offsets\":[0,4]}}",
        "{\"t\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1.9],\"data_offsets\":[0,4]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[-1,-1],\"data_offsets\":[0,4]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[18446744073709551617],\"data_offsets\":[0,4]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4.0]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[18446744073709551616,4]}}",
        "{\"t\":{\"dtype\":1,\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}"
      })
  void a_header_that_the_format_does_not_allow_is_refused(String header) throws IOException {
    boolean describesNothing = !header.contains("\"t\":{");
    Path file = byHand(header, new byte[describesNothing ? 0 : 4]);
    assertThatThrownBy(() -> SafeTensorsReader.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("hand.safetensors");
  }

  @Test
  void offsets_beyond_two_gigabytes_are_written_as_they_are() {
    long big = 3L << 30;
    TensorSource huge =
        new TensorSource() {
          @Override
          public String name() {
            return "huge";
          }

          @Override
          public ElementType type() {
            return ElementType.U8;
          }

          @Override
          public List<Long> shape() {
            return List.of(big);
          }

          @Override
          public void writeTo(Sink sink) throws IOException {
            ByteBuffer piece = ByteBuffer.allocate(1 << 24);
            for (long at = 0; at < big; at += piece.capacity()) {
              sink.accept(piece.clear());
            }
          }
        };
    long[] total = {0};
    assertThat(SafeTensorsWriter.size(List.of(huge), Map.of())).isGreaterThan(big);
    org.assertj.core.api.Assertions.assertThatCode(
            () ->
                SafeTensorsWriter.write(
                    List.of(huge), Map.of(), piece -> total[0] += piece.remaining()))
        .doesNotThrowAnyException();
    assertThat(total[0]).isEqualTo(SafeTensorsWriter.size(List.of(huge), Map.of()));
  }

  @Test
  void damaged_headers_are_refused_with_the_reason() throws IOException {
    Map<String, String> cases =
        Map.of(
            "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            "4 bytes do not hold F32 of shape [2]",
            "{\"t\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            "unknown element type 'F99'",
            "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
            "begins at byte 4 instead of 0",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}",
            "begins at byte 2 instead of 4",
            "{\"t\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
            "where its header describes",
            "{\"t\":",
            "is not valid JSON",
            "{\"t\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[4,0]}}",
            "negative size");
    for (var e : cases.entrySet()) {
      Path file = byHand(e.getKey(), new byte[4]);
      assertThatThrownBy(() -> SafeTensorsReader.open(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("hand.safetensors")
          .hasMessageContaining(e.getValue());
    }
  }

  @Test
  void a_tensor_that_gives_too_few_bytes_is_a_defect_not_a_short_file() {
    TensorSource liar = TensorSource.of("w", ElementType.F32, List.of(4L), ByteBuffer.allocate(12));
    assertThatThrownBy(() -> SafeTensorsWriter.write(List.of(liar), Map.of(), b -> {}))
        .hasMessageContaining("'w' of shape [4] gave 4 bytes too few");
  }

  @Test
  void a_missing_tensor_is_named() throws IOException {
    try (SafeTensorsReader reader = SafeTensorsReader.open(write(List.of()))) {
      assertThatThrownBy(() -> reader.bytes("nope")).hasMessageContaining("no tensor 'nope'");
    }
  }
}
