package org.sluice.routes;

import java.util.ArrayList;
import java.util.List;
import org.sluice.event.LakeObject;
import org.sluice.run.GoldWrite;
import org.sluice.run.RunView;

/** A run without a lake around it. */
public record ExampleRun(LakeObject object, String route, List<GoldWrite> writes)
    implements RunView {
  public ExampleRun(LakeObject object, String route) {
    this(object, route, new ArrayList<>());
  }

  @Override
  public String revision() {
    return "r1";
  }

  @Override
  public void requireNewest() {}

  @Override
  public void wrote(GoldWrite write) {
    writes.add(write);
  }
}
