package org.sluice.dispatch;

/** Told of each route at {@code lake:objects} as it begins to take objects, and as it ends. */
public interface Roster {
  void started(LakeRoute route);

  void stopped(LakeRoute route);
}
