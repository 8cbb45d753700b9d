package dev.hydrant.trainer.torch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the products that scripts found wrong, each once a process. */
final class ProductFaults {
  private static final Logger LOG = LoggerFactory.getLogger(ProductFaults.class);

  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /**
   * @param wrong what {@code wrong_products} of a script returned: a shape on each line
   */
  void found(String wrong) {
    wrong
        .lines()
        .filter(logged::add)
        .forEach(
            shape ->
                LOG.warn(
                    "oneDNN's product {} is wrong on this processor; PyTorch's own is used in its"
                        + " place, which is right and may be slower",
                    shape));
  }
}
