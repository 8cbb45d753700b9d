package dev.hydrant.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.ConfigLoadException;
import org.junit.jupiter.api.Test;

class HeaderTest {
  @Test
  void the_package_line_is_found_after_blank_lines() {
    assertThat(Header.packageOf("\n  \n # @package a.b\nx: 1\n", "f")).isEqualTo("a.b");
  }

  @Test
  void the_last_package_line_wins() {
    assertThat(Header.packageOf("# @package a\n# @package b\n", "f")).isEqualTo("b");
  }

  @Test
  void a_plain_comment_a_document_start_or_a_byte_order_mark_ends_the_header() {
    assertThat(Header.packageOf("# hello\n# @package a\n", "f")).isNull();
    assertThat(Header.packageOf("---\n# @package a\n", "f")).isNull();
    assertThat(Header.packageOf("\ufeff# @package a\n", "f")).isNull();
  }

  @Test
  void only_the_first_512_characters_count() {
    assertThat(Header.packageOf("\n".repeat(498) + "# @package a\n", "f")).isEqualTo("a");
    assertThat(Header.packageOf("\n".repeat(512) + "# @package a\n", "f")).isNull();
  }

  @Test
  void a_header_line_without_exactly_two_words_is_an_error_with_its_line() {
    assertThatThrownBy(() -> Header.packageOf("\n# @package a b\n", "conf/x.yaml"))
        .isInstanceOf(ConfigLoadException.class)
        .hasMessageContaining("'# @package a b'")
        .hasMessageContaining("conf/x.yaml:2:1");
  }
}
