package dev.hydrant.trainer.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.torch.EagerTorch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowDecoderTest {
  @Test
  void keeps_a_prompts_first_token_and_end_and_forgets_half_when_full() {
    try (EagerTorch torch = EagerTorch.cpu()) {
      List<String> seen = new ArrayList<>();
      WindowDecoder decoder =
          new WindowDecoder(
              torch,
              ids -> {
                seen.add(Arrays.toString(ids.toLongs()));
                return torch.zeros(1, 3);
              },
              4);
      assertThat(decoder.read(9, 1, 2, 3, 4, 5)).hasSize(3);
      decoder.read(6);
      decoder.read(7);
      decoder.read(8);
      assertThat(seen).containsExactly("[9, 3, 4, 5]", "[4, 5, 6]", "[4, 5, 6, 7]", "[6, 7, 8]");
    }
  }
}
