package org.sluice.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class says to its log meanwhile. */
public final class Said implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final AbstractAppender appender =
      new AbstractAppender("said", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          lines.add(
              event.getContextData().getValue("trans_id")
                  + " "
                  + event.getMessage().getFormattedMessage());
        }
      };

  public Said(Class<?> by) {
    logger = (Logger) LogManager.getLogger(by);
    appender.start();
    logger.addAppender(appender);
  }

  /** Each line behind the request that it is said of, or {@code null}. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    logger.removeAppender(appender);
    appender.stop();
  }
}
