package org.sluice.gold.objects;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.sluice.enrich.shape.Template;
import org.sluice.event.LakeObject;
import org.sluice.event.ObjectKey;

/**
 * What derived objects are called: templates of their container and name. {@code {@position}} is a
 * record's place in the object, six digits and counted from 0.
 */
final class ObjectName {
  private static final String POSITION = "{@position}";

  /** Stands for it while the template is made; no name has it, as it stands for nothing. */
  private static final String PLACE = "\uFDD0";

  private static final int MOST_CONTAINER = 256;
  private static final int MOST_OBJECT = 1024;

  private final Template container;
  private final Template object;

  /**
   * @param ofRecords whether each record makes an object: only then may its fields be in the names
   * @throws IllegalArgumentException when a template is none
   */
  ObjectName(String container, String object, boolean ofRecords) {
    this.container = template("container", container, ofRecords);
    this.object = template("name", object, ofRecords);
  }

  private static Template template(String parameter, String text, boolean ofRecords) {
    Template template;
    try {
      template = new Template(ofRecords ? text.replace(POSITION, PLACE) : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter '" + parameter + "': " + e.getMessage(), e);
    }
    if (!ofRecords && !template.fields().isEmpty()) {
      throw new IllegalArgumentException(
          "parameter '"
              + parameter
              + "' names the field "
              + template.fields().get(0)
              + ": that is for content=record, where each record makes an object");
    }
    return template;
  }

  /**
   * @param record empty where all records make one object
   * @throws IllegalArgumentException when a field is missing, or Swift permits no such name
   */
  ObjectKey of(Map<String, Object> record, LakeObject source, long position) {
    String in = filled("container", container, record, source, position);
    String called = filled("name", object, record, source, position);
    if (in.indexOf('/') >= 0 || length(in) > MOST_CONTAINER || length(called) > MOST_OBJECT) {
      throw new IllegalArgumentException(
          "makes '"
              + in
              + "/"
              + called
              + "': a container's name has no / and "
              + MOST_CONTAINER
              + " bytes at the most, an object's "
              + MOST_OBJECT);
    }
    ObjectKey key = new ObjectKey(source.key().account(), in, called);
    if (key.equals(source.key())) {
      throw new IllegalArgumentException("makes the very object that it is made of");
    }
    return key;
  }

  private static String filled(
      String parameter,
      Template template,
      Map<String, Object> record,
      LakeObject source,
      long position) {
    Object filled = template.of(record, source);
    String text =
        filled == null ? "" : filled.toString().replace(PLACE, "%06d".formatted(position));
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "lacks what '" + parameter + "' is made of, or it is empty or holds NUL");
    }
    return text;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
