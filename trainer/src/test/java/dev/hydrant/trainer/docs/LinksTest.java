package dev.hydrant.trainer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Links in the pages lead somewhere. */
class LinksTest {

  @Test
  void every_link_leads_to_a_file_and_a_heading() {
    List<String> broken = new ArrayList<>();
    for (Path page : Pages.all()) {
      for (String link : Pages.links(page)) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        boolean found =
            Files.exists(target) && (parts.length == 1 || Pages.anchors(target).contains(parts[1]));
        if (!found) {
          broken.add(page + " -> " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }
}
