package org.sluice;

import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.HashSet;
import org.sluice.catalogue.Documents;
import org.sluice.catalogue.Ledger;
import org.sluice.catalogue.Parked;
import org.sluice.catalogue.ProjectDefaults;
import org.sluice.catalogue.RefusedEvents;
import org.sluice.catalogue.Runs;
import org.sluice.catalogue.Statuses;
import org.sluice.catalogue.ToolDocuments;
import org.sluice.catalogue.Waiting;
import org.sluice.catalogue.journals.Journals;
import org.sluice.catalogue.journals.Wanted;
import org.sluice.event.Projects;
import org.sluice.repair.Leases;
import org.sluice.settings.Setting;
import org.sluice.settings.SettingException;
import org.sluice.settings.Settings;

/** The wiring of what is on record, and of what only one hub does at a time. */
record Records(
    Documents documents,
    Runs runs,
    Statuses statuses,
    Parked parked,
    ToolDocuments tools,
    ProjectDefaults defaults,
    Journals journals,
    RefusedEvents refused,
    Waiting waiting,
    Wanted wanted,
    Ledger ledger,
    Leases leases) {
  static Records of(Settings settings, MongoClient mongo) {
    Documents documents =
        new Documents(mongo, new Projects(new HashSet<>(settings.list(Setting.LAKE_ACCOUNTS))));
    Runs runs = new Runs(mongo);
    Journals journals = new Journals(mongo);
    return new Records(
        documents,
        runs,
        new Statuses(documents, runs, settings.count(Setting.CATALOGUE_ENTRIES)),
        new Parked(mongo, documents),
        new ToolDocuments(mongo, documents),
        defaults(settings),
        journals,
        new RefusedEvents(mongo.getDatabase("log")),
        new Waiting(mongo.getDatabase("log")),
        wanted(settings, journals),
        new Ledger(mongo),
        new Leases(
            mongo.getDatabase("log"), Duration.ofSeconds(settings.count(Setting.LEASE_SECONDS))));
  }

  private static Wanted wanted(Settings settings, Journals journals) {
    return new Wanted(
        journals,
        Duration.ofSeconds(settings.count(Setting.JOURNALS_GRACE)),
        Duration.ofSeconds(settings.count(Setting.JOURNALS_PAUSE)),
        settings.count(Setting.JOURNALS_TRIES));
  }

  private static ProjectDefaults defaults(Settings settings) {
    try {
      return ProjectDefaults.of(settings.file(Setting.LAKE_PROJECTS));
    } catch (IllegalArgumentException e) {
      throw new SettingException(Setting.LAKE_PROJECTS.key() + ": " + e.getMessage());
    }
  }
}
