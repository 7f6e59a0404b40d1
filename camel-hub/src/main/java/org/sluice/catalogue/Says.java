package org.sluice.catalogue;

import static org.sluice.catalogue.Fields.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.sluice.event.ObjectEvent;

/** The fields of a document that hold what is said of its object. */
final class Says {
  /** In what stands under {@code sidecar}: what it says, beside since when. */
  static final String SAID = "said";

  /** What routes go by. */
  private static final List<String> FIELDS =
      List.of(CONTENT_TYPE, OTHER_DATA, OTHER_DATA_ERROR, APPLICATION, DATA_PROCESSING, USER_META);

  private Says() {}

  /** Whether routes find the same in both. */
  static boolean sameIn(Document one, Document other) {
    return FIELDS.stream().allMatch(field -> Alike.are(one.get(field), other.get(field)));
  }

  /** What an insertion tool has said of its object stands; only what it left out is filled in. */
  static void fill(Document document, String field, Object value, boolean theirs) {
    Object present = document.get(field);
    if (!theirs || present == null || "".equals(present)) {
      document.put(field, value);
    }
  }

  /**
   * Notes what the object's metadata as they now are, with all that stands behind them, say.
   *
   * @param theirs whether an insertion tool may have said something
   */
  static void say(
      Document document, ObjectEvent event, boolean theirs, Map<String, String> defaults) {
    Map<String, String> sidecar = strings(document.get(SIDECAR, new Document()).get(SAID));
    Map<String, String> userMeta = strings(document.get(USER_META));
    Saying saying = Saying.of(userMeta, sidecar, event.containerMeta(), defaults);
    fill(document, APPLICATION, saying.application(), theirs);
    fill(document, DATA_PROCESSING, saying.dataProcessing(), theirs);
    otherData(document, saying, theirs);
  }

  static void otherData(Document document, Saying saying, boolean theirs) {
    fill(document, OTHER_DATA, saying.otherData(), theirs);
    if (saying.otherDataError() == null) {
      document.remove(OTHER_DATA_ERROR);
    } else {
      document.put(OTHER_DATA_ERROR, saying.otherDataError());
    }
  }

  static Map<String, String> strings(Object said) {
    Map<String, String> strings = new HashMap<>();
    if (said instanceof Map<?, ?> map) {
      map.forEach((name, value) -> strings.put((String) name, String.valueOf(value)));
    }
    return strings;
  }
}
