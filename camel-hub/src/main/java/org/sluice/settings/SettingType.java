package org.sluice.settings;

/** How a setting's text is read. */
enum SettingType {
  TEXT,
  COUNT,
  FILE,
  LIST
}
