package org.sluice.archive;

import java.io.IOException;
import java.io.InputStream;

/** Some of a source's bytes. */
record Part(ByteSource source, long from, long length) implements ByteSource {
  @Override
  public InputStream open(long place, long most) throws IOException {
    long some = Math.min(most, length - place);
    if (some <= 0) {
      return InputStream.nullInputStream();
    }
    return new Unpacking(source.open(from + place, some), some);
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public boolean seeks() {
    return source.seeks();
  }
}
