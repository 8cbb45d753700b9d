package dev.hydrant.trainer.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.zip.CRC32C;

/**
 * A file of events as TensorBoard reads it: TFRecord framing (length, masked CRC-32C of the length,
 * data, masked CRC-32C of the data) around {@code tensorflow.Event} messages. Each event is handed
 * to the operating system at once.
 */
final class EventFile implements AutoCloseable {
  // tensorflow.Event
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;
  // tensorflow.SessionLog
  private static final int STATUS = 1;
  private static final int START = 1;
  // tensorflow.Summary and Summary.Value
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int TENSOR = 8;
  private static final int METADATA = 9;
  // tensorflow.TensorProto, TensorShapeProto, SummaryMetadata
  private static final int DTYPE = 1;
  private static final int SHAPE = 2;
  private static final int STRING_VALUE = 8;
  private static final int DT_STRING = 7;
  private static final int DIM = 2;
  private static final int SIZE = 1;
  private static final int PLUGIN = 1;
  private static final int PLUGIN_NAME = 1;

  private final OutputStream out;
  private final DoubleSupplier clock;

  /**
   * Creates a file and writes its first event.
   *
   * @param clock seconds since 1970
   */
  EventFile(Path file, DoubleSupplier clock) throws IOException {
    this.out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    this.clock = clock;
    write(event(0).text(FILE_VERSION, "brain.Event:2"));
  }

  /** Says that the run goes on: readers drop what other files hold from this step on. */
  void startAt(long step) throws IOException {
    write(event(step).message(SESSION_LOG, new Protobuf().integer(STATUS, START)));
  }

  /** Writes the numbers of a step. */
  void scalars(long step, Map<String, Double> values) throws IOException {
    Protobuf summary = new Protobuf();
    values.forEach(
        (tag, v) ->
            summary.message(
                VALUE, new Protobuf().text(TAG, tag).real32(SIMPLE_VALUE, v.floatValue())));
    write(event(step).message(SUMMARY, summary));
  }

  /** Writes a text, in Markdown. */
  void text(long step, String tag, String markdown) throws IOException {
    Protobuf one = new Protobuf().message(DIM, new Protobuf().integer(SIZE, 1));
    Protobuf tensor =
        new Protobuf().integer(DTYPE, DT_STRING).message(SHAPE, one).text(STRING_VALUE, markdown);
    Protobuf metadata = new Protobuf().message(PLUGIN, new Protobuf().text(PLUGIN_NAME, "text"));
    Protobuf value =
        new Protobuf().text(TAG, tag).message(TENSOR, tensor).message(METADATA, metadata);
    write(event(step).message(SUMMARY, new Protobuf().message(VALUE, value)));
  }

  private Protobuf event(long step) {
    Protobuf event = new Protobuf().real64(WALL_TIME, clock.getAsDouble());
    return step == 0 ? event : event.integer(STEP, step);
  }

  private void write(Protobuf event) throws IOException {
    byte[] data = event.bytes();
    ByteBuffer record = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedCrc(record.array(), 0, 8));
    record.put(data);
    record.putInt(maskedCrc(data, 0, data.length));
    out.write(record.array());
  }

  /** Rotated and shifted, so that a checksum of data that holds checksums is a good one too. */
  private static int maskedCrc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
