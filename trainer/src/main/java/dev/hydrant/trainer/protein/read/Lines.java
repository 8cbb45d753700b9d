package dev.hydrant.trainer.protein.read;

import dev.hydrant.trainer.data.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The lines of a file one after another, as bytes in one buffer that is used again and again. Line
 * ends may be those of Unix, DOS or old Macs.
 */
final class Lines {
  private static final int LONGEST = 1 << 24;

  private final InputStream in;
  private final String name;
  private byte[] bytes = new byte[1 << 16];
  private int filled;
  private int next;
  private int start;
  private int end;
  private int number;
  private boolean afterReturn;

  Lines(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Goes to the next line; false at the end of the file. */
  boolean advance() {
    start = next;
    int at = next;
    while (true) {
      if (at == filled) {
        int shift = start;
        if (!fill()) {
          end = filled;
          next = filled;
          if (end == start) {
            return false;
          }
          number++;
          return true;
        }
        at -= shift;
        continue;
      }
      byte b = bytes[at];
      if (b == '\n' && afterReturn && at == start) {
        afterReturn = false; // the second half of a DOS line end
        start = ++at;
        continue;
      }
      afterReturn = false;
      if (b == '\n' || b == '\r') {
        end = at;
        next = at + 1;
        afterReturn = b == '\r';
        number++;
        return true;
      }
      at++;
    }
  }

  /** Reads on, the current line first; false at the end of the file. */
  private boolean fill() {
    System.arraycopy(bytes, start, bytes, 0, filled - start);
    filled -= start;
    start = 0;
    if (filled == bytes.length) {
      if (filled == LONGEST) {
        number++;
        throw fault("the line is longer than " + LONGEST + " bytes", "It is no text file");
      }
      bytes = Arrays.copyOf(bytes, 2 * filled);
    }
    try {
      int count = in.read(bytes, filled, bytes.length - filled);
      filled += Math.max(count, 0);
      return count > 0;
    } catch (EOFException e) {
      number++;
      throw fault(
          "the compressed file ends here, before its end", "It is truncated; fetch it again");
    } catch (ZipException e) {
      number++;
      throw fault(
          "the compressed bytes are damaged (" + e.getMessage() + ")", "Fetch the file again");
    } catch (IOException e) {
      throw new DataException("Cannot read " + name + ": " + e, e);
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** First byte of the line. */
  int start() {
    return start;
  }

  /** The byte behind the line, without its line end. */
  int end() {
    return end;
  }

  int length() {
    return end - start;
  }

  /** Number of the line, from 1. */
  int number() {
    return number;
  }

  boolean startsWith(String prefix) {
    if (length() < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (bytes[start + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** An error in this line. */
  DataException fault(String what, String remedy) {
    return new DataException(name + ":" + number + ": " + what + ".\n" + remedy);
  }
}
