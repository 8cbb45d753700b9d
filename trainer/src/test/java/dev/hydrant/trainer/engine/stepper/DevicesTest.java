package dev.hydrant.trainer.engine.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.hydrant.trainer.error.UserException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {
  private static List<Device> all(String name, Object devices, int gpus) {
    return Devices.all(name, Optional.ofNullable(devices), gpus);
  }

  @Test
  void auto_is_the_first_gpu_or_else_the_cpu() {
    assertThat(Devices.named("auto", 0)).isEqualTo(Device.cpu());
    assertThat(Devices.named("auto", 2)).isEqualTo(Device.gpu(0));
    assertThat(Devices.named("cuda", 2)).isEqualTo(Device.gpu(0));
    assertThat(Devices.named("cuda:1", 2)).isEqualTo(Device.gpu(1));
    assertThat(Devices.named("cpu", 2)).isEqualTo(Device.cpu());
  }

  @Test
  void what_is_not_there_is_refused_with_what_is() {
    assertThatThrownBy(() -> Devices.named("cuda", 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no device 'cuda' here")
        .hasMessageContaining("auto, cpu");
    assertThatThrownBy(() -> Devices.named("cuda:2", 2)).hasMessageContaining("cuda:0, cuda:1");
  }

  @Test
  void a_number_counts_on_from_the_one_device() {
    assertThat(all("auto", null, 2)).containsExactly(Device.gpu(0));
    assertThat(all("auto", 2L, 0)).containsExactly(Device.cpu(), Device.cpu());
    assertThat(all("auto", 2L, 4)).containsExactly(Device.gpu(0), Device.gpu(1));
    assertThat(all("cuda:2", 2, 4)).containsExactly(Device.gpu(2), Device.gpu(3));
    assertThatThrownBy(() -> all("cuda:1", 2L, 2))
        .hasMessage("devices=2 from cuda:1 on, but there are 2 GPUs here");
  }

  @Test
  void a_list_names_each() {
    assertThat(all("auto", List.of("cuda:1", "cuda:0"), 2))
        .containsExactly(Device.gpu(1), Device.gpu(0));
    assertThat(all("auto", List.of("cpu", "cpu"), 0)).hasSize(2);
    assertThatThrownBy(() -> all("auto", List.of("cuda:0", "cuda"), 2))
        .hasMessageContaining("devices names cuda:0 twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "two", "true"})
  void what_counts_nothing_is_refused(String value) {
    Object given =
        value.equals("two") ? "two" : value.equals("true") ? true : (Object) Double.valueOf(value);
    assertThatThrownBy(() -> all("cpu", given, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("devices must be a number from 1 or a list");
    assertThatThrownBy(() -> all("cpu", List.of(), 0)).isInstanceOf(UserException.class);
  }
}
