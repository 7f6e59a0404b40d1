package org.sluice.gold.neo4j;

import org.neo4j.driver.Driver;
import org.sluice.run.GoldRemover;

/** Takes out of the graph what either sink wrote: pictures and records. */
public final class GraphRemover implements GoldRemover {
  private final GoldRemover pictures;
  private final GoldRemover records;

  public GraphRemover(Driver driver) {
    pictures = new PictureRemover(driver);
    records = new RecordNodeRemover(driver);
  }

  @Override
  public boolean comesFirst() {
    return false;
  }

  @Override
  public long remove(Stale stale) {
    boolean picture = stale.place().place().equals("IMAGE");
    return (picture ? pictures : records).remove(stale);
  }
}
