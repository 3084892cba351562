package org.rlsworkup.feedback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Files of H2 on a disk that is full when a test says so, at addresses such as {@code jdbc:h2:limited:/folder/name}. */
public final class LimitedDisk extends FilePathWrapper {
    private static final AtomicInteger ROOM = new AtomicInteger(Integer.MAX_VALUE);

    static void register() {
        FilePath.register(new LimitedDisk());
    }

    /** @param writes for which there is room; none: it is full */
    static void setRoom(int writes) {
        ROOM.set(writes);
    }

    @Override
    public String getScheme() {
        return "limited";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new LimitedFile(getBase().open(mode));
    }

    private static final class LimitedFile extends FileBase {
        private final FileChannel file;

        LimitedFile(FileChannel file) {
            this.file = file;
        }

        private static void checkRoom() throws IOException {
            if (ROOM.getAndUpdate(room -> room == Integer.MAX_VALUE ? room : Math.max(0, room - 1)) == 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            checkRoom();
            return file.write(from);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            checkRoom();
            return file.write(from, position);
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return file.read(to);
        }

        @Override
        public synchronized int read(ByteBuffer to, long position) throws IOException {
            return file.read(to, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
