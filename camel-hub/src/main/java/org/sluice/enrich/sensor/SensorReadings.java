package org.sluice.enrich.sensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.sluice.enrich.Block;
import org.sluice.enrich.BlockParameters;
import org.sluice.enrich.EarlyTimes;
import org.sluice.event.LakeObject;
import org.sluice.event.Reading;
import org.sluice.fault.Fault;
import org.sluice.fault.FaultException;
import org.sluice.run.DeclinedException;
import org.sluice.run.RunView;

/**
 * {@code sensor-readings}: from records, a {@code List<Map<String, Object>>}, to a {@code
 * List<Reading>}, by the object's {@link Template} or, without one, by the {@link MqttForm}.
 *
 * <p>Numbers become {@link Double} always, so that 15 and 15.5 are of one type; a whole number that
 * a double cannot hold exactly is refused rather than rounded. Booleans and texts stay. Nulls and
 * empty tags are left out. Times: see {@link ReadingTime}.
 *
 * <p>Declines when the first record is of neither form. Faults: other-data-invalid naming the
 * template's field, record-invalid with the record's number, the first being 1.
 */
public final class SensorReadings implements Block {
  private final Object early = new Object();

  public SensorReadings(BlockParameters parameters) {}

  @Override
  public boolean needsRecords() {
    return true;
  }

  @Override
  public void apply(Exchange exchange, RunView run) {
    List<Map<String, Object>> records = records(exchange);
    Form form = run.kept(this, () -> form(records, run.object()));
    exchange.getMessage().setBody(readings(records, form, run, early, "sensor-readings-action"));
  }

  /**
   * @param early what the block's {@link EarlyTimes} are kept by
   * @param called what routes call the block
   */
  static List<Reading> readings(
      List<Map<String, Object>> records, Form form, RunView run, Object early, String called) {
    List<Reading> readings = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      try {
        Reading reading = form.reading(records.get(i));
        readings.add(reading);
        if (EarlyTimes.isEarly(reading.time()) && form.at(records.get(i)) instanceof Number at) {
          run.kept(early, () -> new EarlyTimes("a types-action before " + called))
              .add(form.time(), at, reading.time());
        }
      } catch (IllegalArgumentException e) {
        String where = "Record " + (run.recordsBefore() + i + 1) + " ";
        run.reject(new FaultException(Fault.RECORD_INVALID, where + e.getMessage() + ".", e));
      }
    }
    return readings;
  }

  private static Form form(List<Map<String, Object>> records, LakeObject object) {
    if (object.otherData().containsKey("template")) {
      return Template.of(object.otherData().get("template"));
    }
    if (records.isEmpty() || !MqttForm.fits(records.get(0))) {
      throw new DeclinedException(
          "No readings: the object has no template in other_data, and its first record lacks"
              + " topic, value or time.");
    }
    return new MqttForm();
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> records(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof List<?> records
        && records.stream().allMatch(Map.class::isInstance)) {
      return (List<Map<String, Object>>) records;
    }
    throw new IllegalStateException(
        "The body is not records: this block stands behind one that makes them");
  }
}
