package dev.hydrant.trainer.data.text;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.SizedFile;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a UTF-8 file, plain or gzip (known by its first two bytes), read as a stream and
 * decoded strictly: a malformed byte is an error that names its line and place, never a replacement
 * character. Line ends ({@code \n}, {@code \r\n}) and a byte order mark are taken off.
 */
final class Utf8Lines implements Closeable {
  /** A line longer than this is most likely no line of text. */
  private static final int LONGEST_LINE = 1 << 28;

  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final CountingInput counted;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private int from;
  private int to;
  private byte[] line = new byte[1 << 10];
  private int lineLength;
  private long number;

  private Utf8Lines(Path path, CountingInput counted, InputStream in) {
    this.path = path;
    this.counted = counted;
    this.in = in;
  }

  static Utf8Lines open(Path path) {
    try {
      SizedFile.requireRegular(path);
      CountingInput counted = new CountingInput(Files.newInputStream(path));
      BufferedInputStream raw = new BufferedInputStream(counted, BUFFER);
      raw.mark(2);
      boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
      raw.reset();
      return new Utf8Lines(path, counted, gzip ? new GZIPInputStream(raw, BUFFER) : raw);
    } catch (IOException e) {
      throw SizedFile.unreadable(path, e);
    }
  }

  /** Returns the next line, or null at the end. */
  String next() {
    lineLength = 0;
    boolean any = false;
    while (true) {
      if (from == to && !fill()) {
        return any ? decode() : null;
      }
      any = true;
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      append(from, end);
      if (end < to) {
        from = end + 1;
        return decode();
      }
      from = end;
    }
  }

  /** Number of the line that was returned last, from 1. */
  long number() {
    return number;
  }

  /** Bytes read from the file so far, before they are unpacked. */
  long bytesRead() {
    return counted.bytes;
  }

  private boolean fill() {
    try {
      from = 0;
      to = Math.max(0, in.read(buffer));
      return to > 0;
    } catch (EOFException | ZipException e) {
      throw new DataException(
          path + " is a damaged or truncated gzip file: " + e.getMessage() + ".\nGet it again", e);
    } catch (IOException e) {
      throw SizedFile.unreadable(path, e);
    }
  }

  private void append(int start, int end) {
    int count = end - start;
    if (lineLength + count > LONGEST_LINE) {
      throw new DataException(
          path + ":" + (number + 1) + ": a line of more than 256 MiB; this is no text file");
    }
    if (lineLength + count > line.length) {
      line = Arrays.copyOf(line, Math.max(line.length * 2, lineLength + count));
    }
    System.arraycopy(buffer, start, line, lineLength, count);
    lineLength += count;
  }

  private String decode() {
    number++;
    if (lineLength > 0 && line[lineLength - 1] == '\r') {
      lineLength--;
    }
    ByteBuffer bytes = ByteBuffer.wrap(line, 0, lineLength);
    CharBuffer chars = CharBuffer.allocate(lineLength);
    decoder.reset();
    CoderResult result = decoder.decode(bytes, chars, true);
    if (result.isError()) {
      int at = bytes.position();
      throw new DataException(
          String.format(
              "%s:%d: byte %d of the line (0x%02X) is not UTF-8.\n"
                  + "Convert the file first, e.g. with iconv -f ISO-8859-1 -t UTF-8",
              path, number, at + 1, line[at] & 0xFF));
    }
    decoder.flush(chars);
    String text = chars.flip().toString();
    return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static final class CountingInput extends FilterInputStream {
    private long bytes;

    CountingInput(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      bytes += Math.max(0, count);
      return count;
    }
  }
}
