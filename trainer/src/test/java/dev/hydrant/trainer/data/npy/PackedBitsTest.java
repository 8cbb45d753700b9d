package dev.hydrant.trainer.data.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedBitsTest {
  @Test
  void putsTheFirstValueIntoTheHighestBitAsNumpyDoes() {
    // np.packbits([1, 0, 1, 0, 0, 0, 0, 1, 1])
    assertThat(PackedBits.pack(true, false, true, false, false, false, false, true, true))
        .containsExactly((byte) 0b10100001, (byte) 0b10000000);
  }

  @Test
  void unpacksWhatItPackedAtAnyLengthAndPlace() {
    Random random = new Random(1);
    for (int bits = 0; bits < 80; bits++) {
      boolean[] row = new boolean[bits];
      for (int i = 0; i < bits; i++) {
        row[i] = random.nextBoolean();
      }
      byte[] packed = PackedBits.pack(row);
      byte[] shifted = new byte[packed.length + 3];
      System.arraycopy(packed, 0, shifted, 3, packed.length);

      assertThat(packed).hasSize(PackedBits.bytes(bits));
      assertThat(PackedBits.unpack(shifted, 3, bits)).isEqualTo(row);
    }
  }
}
