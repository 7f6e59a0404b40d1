package org.sluice.enrich.sensor;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.sluice.enrich.Block;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.NamedFields;
import org.sluice.run.DeclinedException;
import org.sluice.run.RunView;

/**
 * {@code points}: from records, a {@code List<Map<String, Object>>}, to a {@code List<Reading>}, by
 * its parameters: see {@link PointsForm}. Numbers and times are taken as by {@link SensorReadings}.
 *
 * <p>Declines when the first record has nothing under the time's key. Faults: record-invalid with
 * the record's number, the first being 1.
 */
public final class Points implements Block {
  private final PointsForm form;
  private final Object early = new Object();

  public Points(BlockParameters parameters) {
    form =
        new PointsForm(
            parameters.text("measurement"),
            parameters.text("time", "time"),
            parameters.list("fields"),
            parameters.list("tags"));
  }

  @Override
  public List<NamedFields> named() {
    return List.of(
        NamedFields.of("points-action", "fields", form.fields()),
        NamedFields.of("points-action", "tags", form.tags()));
  }

  @Override
  public boolean needsRecords() {
    return true;
  }

  @Override
  public void apply(Exchange exchange, RunView run) {
    List<Map<String, Object>> records = SensorReadings.records(exchange);
    if (run.recordsBefore() == 0 && (records.isEmpty() || !form.fits(records.get(0)))) {
      throw new DeclinedException(
          "No points: the first record has nothing under '" + form.time() + "'.");
    }
    exchange
        .getMessage()
        .setBody(SensorReadings.readings(records, form, run, early, "points-action"));
  }
}
