package org.sluice.run;

import java.util.List;
import org.bson.Document;
import org.sluice.catalogue.Attempt;
import org.sluice.catalogue.LedgerPlace;
import org.sluice.catalogue.RunEnd;
import org.sluice.catalogue.Trouble;
import org.sluice.dispatch.QueueEntry;

/**
 * An attempt that is over, to be put on record.
 *
 * @param fallback whether its route is one that runs where no other took the object
 * @param end null where the run was in a final state before: what follows from it is done again
 * @param attempt what was done; null where nothing was, or where it is not to be on record
 * @param places what the run may have written to, as the ledger knows it
 * @param read the object's document as it was when the attempt began; null where it is to be looked
 *     at anew
 * @param announcement what landed in gold, as JSON; null where nothing did
 */
record Ended(
    QueueEntry entry,
    boolean fallback,
    RunEnd end,
    Attempt attempt,
    List<LedgerPlace> places,
    Document read,
    String announcement) {
  /** The same, ended as overtaken. */
  Ended superseded() {
    return new Ended(entry, fallback, end.superseded(), attempt, places, read, null);
  }

  /**
   * What is on record where another hub had ended the run before: what follows is that one's.
   *
   * @param run the record
   */
  Ended instead(Document run) {
    Attempt last = attempt == null ? null : Attempt.last(entry.run(), run, attempt.object());
    return new Ended(entry, fallback, null, last, List.of(), null, null);
  }

  /**
   * As much of it as is put on record where the whole is refused: that the run is parked, and why.
   */
  Ended least(Throwable why) {
    RunEnd least = null;
    if (end != null) {
      Trouble refused = Trouble.of(why);
      String message =
          "The end of the run (" + end.status().text() + ") can not be kept on record: ";
      String before = end.trouble() == null ? "" : " It failed before: " + end.trouble().message();
      least =
          end.least(
              new Trouble(
                  refused.code(),
                  refused.kind(),
                  message + refused.message() + before,
                  refused.hint(),
                  refused.trace()));
    }
    return new Ended(entry, fallback, least, null, places, null, null);
  }

  List<Attempt> attempts() {
    return attempt == null ? List.of() : List.of(attempt);
  }
}
