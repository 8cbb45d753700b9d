package dev.hydrant.trainer.data.tokens;

import dev.hydrant.trainer.data.SizedFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Any file as a sequence of its bytes, 0 to 255 (for models that read bytes). */
public final class ByteFile implements TokenSequence {
  private final SizedFile file;

  private ByteFile(SizedFile file) {
    this.file = file;
  }

  /** Opens a file, which must not change from now on. */
  public static ByteFile open(Path path) {
    return new ByteFile(SizedFile.open(path));
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public long length() {
    return file.bytes();
  }

  @Override
  public void read(long position, long[] into, int offset, int count) {
    TokenSequence.checkRange(this, position, count);
    ByteBuffer bytes = file.read(position, count);
    for (int i = 0; i < count; i++) {
      into[offset + i] = bytes.get() & 0xFF;
    }
  }
}
